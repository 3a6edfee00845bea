/// What becomes of a device's clock that is off.
public enum DeviceClockPolicy: String, Sendable, CaseIterable {
    /// It is set, where the device lets it be set.
    case set
    /// It is left alone; time stamps are corrected all the same.
    case leave
}
