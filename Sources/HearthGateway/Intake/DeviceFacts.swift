import GATT

/// What a device has said about itself and its values need to be understood.
struct DeviceFacts: Sendable, Equatable {
    /// Manufacturer and model, by which known quirks are keyed; nil until the device has been asked.
    var model: DeviceModel?
    /// When the session of a continuous glucose monitor began; its records have no other time.
    var cgmSession: CGMSessionStartTime?

    /// Nothing is known.
    static let none = DeviceFacts()
}
