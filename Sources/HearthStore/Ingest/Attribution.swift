import HearthCore
import Vitals

/// What the database knows of the device of a measurement at the measurement's time.
struct Attribution {
    /// The device, if it is registered.
    let device: DeviceID?
    /// Who had the device (and user index) then.
    let patient: PatientID?
    /// True when anybody had the device then.
    let isAssigned: Bool
    /// The database's clock.
    let now: Instant
}
