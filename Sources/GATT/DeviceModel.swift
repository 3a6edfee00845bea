/// Which device it is, as its Device Information service says (0x2A29, 0x2A24).
public struct DeviceModel: Hashable, Sendable {
    /// The manufacturer's name; nil when the device does not say.
    public let manufacturer: String?
    /// The model number; nil when the device does not say.
    public let model: String?

    /// Names a device.
    ///
    /// - Parameters:
    ///   - manufacturer: The manufacturer's name.
    ///   - model: The model number.
    public init(manufacturer: String?, model: String?) {
        self.manufacturer = manufacturer
        self.model = model
    }
}
