import Vitals

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
    ///
    /// The instant is when it was measured, as a person knows: needed where the device's clock was not set, possible
    /// where the submitted time is in the future, and refused (`CoreError.invalid`) for every other measurement, whose
    /// time is known.
    func release(
        _ id: QuarantineID,
        to patient: PatientID?,
        measuredAt instant: Instant?,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading
    /// Decides that an entry stays out of every patient's record.
    func discard(
        _ id: QuarantineID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> QuarantineEntry
}
