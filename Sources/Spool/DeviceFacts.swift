/// What a device has said about itself and its values need to be understood.
///
/// It is kept with each value, so that the value says the same whenever it is decoded. Bytes are as the device sent
/// them.
public struct DeviceFacts: Sendable, Hashable, Codable {
    /// The manufacturer (0x2A29); nil until the device has been asked.
    public var manufacturer: String?
    /// The model (0x2A24), by which known quirks are keyed, too.
    public var model: String?
    /// What a continuous glucose monitor can do (0x2AA8).
    public var cgmFeature: [UInt8]?
    /// When the session of a continuous glucose monitor began (0x2AAA); its records have no other time.
    public var cgmSessionStart: [UInt8]?
    /// Where a thermometer measures (0x2A1D), unless a value says otherwise.
    public var temperatureType: UInt8?
    /// When the gateway last set the device's clock.
    public var clockSetting: ClockSetting?
    /// The user for whom a shared device sends its values, once it has taken the user's consent.
    public var userIndex: UInt8?

    /// Nothing is known, unless it is given.
    public init(
        manufacturer: String? = nil,
        model: String? = nil,
        cgmFeature: [UInt8]? = nil,
        cgmSessionStart: [UInt8]? = nil,
        temperatureType: UInt8? = nil,
        clockSetting: ClockSetting? = nil,
        userIndex: UInt8? = nil
    ) {
        self.manufacturer = manufacturer
        self.model = model
        self.cgmFeature = cgmFeature
        self.cgmSessionStart = cgmSessionStart
        self.temperatureType = temperatureType
        self.clockSetting = clockSetting
        self.userIndex = userIndex
    }

    /// Nothing is known.
    public static let none = DeviceFacts()
}
