/// The measurements that wait for a person.
public protocol QuarantineDesk: Sendable {
    /// Lists entries, the oldest stored first.
    func entries(
        _ filter: QuarantineFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<QuarantineEntry>
    /// One entry.
    func entry(_ id: QuarantineID, as principal: Principal) async throws(CoreError) -> QuarantineEntry
    /// Makes a reading of an entry, as if it had just arrived: rules are evaluated, alerts raised.
    ///
    /// With a patient, the reading goes there unless somebody else had the device (and user index) at the
    /// measurement's time; without, it goes to whoever had it then by what is registered now.
    func release(
        _ id: QuarantineID,
        to patient: PatientID?,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading
    /// Decides that an entry stays out of every patient's record.
    func discard(
        _ id: QuarantineID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> QuarantineEntry
}
