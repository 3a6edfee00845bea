import HearthCore
import Postgres
import Vitals

/// What is registered of a device: who had it when.
struct KnownDevice: Sendable, Hashable {
    /// One assignment.
    struct Holder: Sendable, Hashable {
        let patient: PatientID
        /// The user index that is the patient's; nil when all of them are.
        let userIndex: Int?
        let start: PostgresTimestamp
        /// The first instant after it.
        let end: PostgresTimestamp
    }

    /// Nil when no device of that identifier is registered.
    let id: DeviceID?
    /// At most one fits each instant and user index: an exclusion constraint sees to it.
    let holders: [Holder]

    /// Whose the reading is.
    func attribution(of reading: IncomingReading, now: Instant) -> Attribution {
        let instant = PostgresTimestamp(reading.effectiveAt)
        let then = holders.lazy.filter { $0.start <= instant && instant < $0.end }
        let holder = then.first { $0.userIndex == nil || $0.userIndex == reading.userIndex }
        return Attribution(device: id, patient: holder?.patient, isAssigned: !then.isEmpty, now: now)
    }
}
