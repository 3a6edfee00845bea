/// The 16-bit UUIDs of the services that health devices offer (Bluetooth Assigned Numbers, 3.4).
public enum ServiceUUID: UInt16, Hashable, Sendable, CaseIterable {
    /// The name of the device; every device has it.
    case genericAccess = 0x1800
    /// Tells of changes to the attribute table.
    case genericAttribute = 0x1801
    /// Time of the device's clock.
    case currentTime = 0x1805
    /// Glucose meters.
    case glucose = 0x1808
    /// Thermometers.
    case healthThermometer = 0x1809
    /// Manufacturer, model, serial number and versions.
    case deviceInformation = 0x180A
    /// Heart-rate belts and watches.
    case heartRate = 0x180D
    /// Charge of the battery.
    case battery = 0x180F
    /// Blood-pressure cuffs.
    case bloodPressure = 0x1810
    /// Body-composition scales.
    case bodyComposition = 0x181B
    /// The people a shared device knows.
    case userData = 0x181C
    /// Weight scales.
    case weightScale = 0x181D
    /// Continuous glucose monitors.
    case continuousGlucoseMonitoring = 0x181F
    /// Pulse oximeters.
    case pulseOximeter = 0x1822
}
