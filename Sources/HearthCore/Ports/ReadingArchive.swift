import Vitals

/// The readings of patients.
///
/// Every look, every correction and every withdrawal is audited. A correction and a withdrawal are judged by the limits
/// that hold now, as a new reading is, in the transaction that stores them.
public protocol ReadingArchive: Sendable {
    /// Lists a patient's readings, the newest measured first.
    func readings(
        of patient: PatientID,
        _ filter: ReadingFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading>
    /// The newest version of a reading, also of one that is withdrawn.
    func reading(
        _ id: ReadingID,
        of patient: PatientID,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading
    /// Lists every version of a reading, the newest first.
    func versions(
        of id: ReadingID,
        of patient: PatientID,
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
    /// Stores a last version which says that the reading should never have been, so that none counts; returns it.
    ///
    /// The version that is named is the newest one, as whoever withdraws the reading knows it.
    func withdraw(
        _ id: ReadingID,
        of patient: PatientID,
        version: Int,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading
}
