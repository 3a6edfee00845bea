import Vitals

/// The readings of patients.
///
/// Every look is audited.
public protocol ReadingArchive: Sendable {
    /// Lists a patient's readings, the newest measured first.
    func readings(
        of patient: PatientID,
        _ filter: ReadingFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading>
    /// The newest measured reading of each kind, in the order of `ReadingKind.allCases`.
    func latest(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [StoredReading]
    /// The course of one metric, oldest first; exact at every moment, late arrivals included.
    func trend(
        of patient: PatientID,
        _ query: TrendQuery,
        as principal: Principal
    ) async throws(CoreError) -> [TrendBucket]
}
