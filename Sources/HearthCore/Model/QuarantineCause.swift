/// Why a well-formed measurement was kept apart instead of being put on a patient.
public enum QuarantineCause: String, Hashable, Sendable, CaseIterable {
    /// No device with this identifier is registered.
    case unknownDevice = "unknown-device"
    /// Nobody had the device at the measurement's time.
    case unassignedDevice = "unassigned-device"
    /// The device has several users and the measurement names none that is assigned.
    case unknownUserIndex = "unknown-user-index"
    /// A value that no living person has: the device, the unit or the decoding is wrong.
    case implausible
    /// Measured later than the database's clock allows.
    case inTheFuture = "in-the-future"
    /// The device's clock was never set, so the time of the measurement is unknown.
    case deviceClockUnset = "device-clock-unset"
    /// The device itself says that it measured no patient: a demonstration, a test, a value that it calls invalid.
    case notOfAPatient = "not-of-a-patient"
}
