/// The rules about the equipment between a patient and the care team; the raw values are stored and go over the wire.
///
/// Their alerts are of a gateway, of a device or of the server: never of a patient, whose own rules need readings.
public enum TechnicalRule: String, Sendable, Hashable, CaseIterable {
    /// The gateway: nothing has been heard of it for too long.
    case gatewaySilent = "technical/gateway-silent"
    /// The gateway: its spool is nearly full (medium), or full, so that devices are not confirmed (high).
    case spoolFilling = "technical/spool-filling"
    /// The gateway: it holds more measurements that the server refused than before.
    case valuesRefused = "technical/values-refused"
    /// The gateway: it holds more values that cannot be decoded than before.
    case valuesUndecodable = "technical/values-undecodable"
    /// The gateway: its Bluetooth adapter is not there, cannot be used, or is used by another program too.
    case adapterUnusable = "technical/adapter-unusable"
    /// The gateway: it is heard, and yet a measurement waits for too long.
    case uploadDelayed = "technical/upload-delayed"
    /// The device: its gateway is heard, and the device has not been seen for too long.
    case deviceSilent = "technical/device-silent"
    /// The device: its battery is low.
    case batteryLow = "technical/battery-low"
    /// The device: its clock is far off.
    case deviceClockOff = "technical/device-clock-off"
    /// The device: it no longer accepts its gateway.
    case bondLost = "technical/bond-lost"
    /// The server: no process of it was alive for a while.
    case serverSilent = "technical/server-silent"

    /// The version of all of them; it grows when one of them decides differently.
    ///
    /// The thresholds are configuration, and named in the reasons.
    public static let version = 1
}
