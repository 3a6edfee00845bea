/// The bytes behind readings and quarantine entries, for the operator who decodes them once more.
///
/// Every look and every change is audited.
public protocol ByteArchive: Sendable {
    /// Lists the readings of a device that count, the oldest measured first.
    func readings(
        of device: DeviceID,
        _ filter: BytesFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredBytes>

    /// Corrects readings of one patient by what their bytes say, in one transaction; limits judge each of them.
    ///
    /// - Parameters:
    ///   - values: What is said of each version, `StoredBytes.maximumCorrections` at most.
    ///   - patient: Whose readings they are.
    ///   - reason: Why, for everybody who looks at the versions.
    ///   - principal: Who does it.
    /// - Returns: How many were corrected; a version that is no longer the newest is passed over.
    /// - Throws: `CoreError`.
    func correct(
        _ values: [(version: StoredReading, value: DecodedValue)],
        of patient: PatientID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> Int

    /// Replaces what a pending quarantine entry says by what its bytes say; it stays for a person to decide about.
    ///
    /// False when somebody has decided about it.
    func correct(
        _ entry: QuarantineID,
        _ value: DecodedValue,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> Bool
}
