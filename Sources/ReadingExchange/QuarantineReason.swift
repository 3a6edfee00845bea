/// Why a well-formed measurement is kept apart for a person to review; the raw values are stable codes on the wire.
public enum QuarantineReason: String, Sendable, Hashable, CaseIterable {
    /// No device with this identifier is registered.
    case unknownDevice = "unknown-device"
    /// Nobody had the device at the measurement's time.
    case unassignedDevice = "unassigned-device"
    /// The device has several users and the measurement names none that is assigned.
    case unknownUserIndex = "unknown-user-index"
    /// A value that no living person has.
    case implausible
    /// Measured later than the server's clock allows.
    case inTheFuture = "in-the-future"
    /// The device's clock was never set, so that the time of the measurement is unknown.
    case deviceClockUnset = "device-clock-unset"
    /// The device itself says that it measured no patient.
    case notOfAPatient = "not-of-a-patient"

    /// What to do about it, for the gateway's log and its user.
    public var detail: String {
        switch self {
        case .unknownDevice: "Register the device, then release the measurement"
        case .unassignedDevice: "Assign the device for the time of the measurement, then release it"
        case .unknownUserIndex: "Assign the device's user index, then release the measurement"
        case .implausible: "No living person has such a value; review it"
        case .inTheFuture: "The device's or the gateway's clock is ahead; review the measurement"
        case .notOfAPatient: "The device says that it measured no patient; review the measurement"
        case .deviceClockUnset: "Set the device's clock; review the measurement's time"
        }
    }

    /// The reason as the answer carries it.
    public var problem: SubmissionProblem { SubmissionProblem(code: rawValue, detail: detail, pointer: nil) }
}
