import Vitals

/// The readings of patients.
///
/// Every look and every correction is audited.
public protocol ReadingArchive: Sendable {
    /// Lists a patient's readings, the newest measured first.
    func readings(
        of patient: PatientID,
        _ filter: ReadingFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading>
    /// The newest measured reading of each kind, in the order of `ReadingKind.allCases`.
    func latest(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [LatestReading]
    /// The course of one metric, oldest first; exact at every moment, late arrivals and corrections included.
    func trend(
        of patient: PatientID,
        _ query: TrendQuery,
        as principal: Principal
    ) async throws(CoreError) -> [TrendBucket]
    /// Stores the next version of a reading, which alone counts from then on, and returns it.
    func correct(
        _ id: ReadingID,
        of patient: PatientID,
        _ correction: ReadingCorrection,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading
}
