/// What a simulated device says about itself in the Device Information service.
public struct DeviceInformation: Hashable, Sendable {
    /// The name of the manufacturer.
    public var manufacturer: String
    /// The model number.
    public var model: String
    /// The serial number.
    public var serialNumber: String
    /// The version of the firmware.
    public var firmware: String

    /// Makes the information of one device.
    public init(manufacturer: String, model: String, serialNumber: String, firmware: String) {
        self.manufacturer = manufacturer
        self.model = model
        self.serialNumber = serialNumber
        self.firmware = firmware
    }
}
