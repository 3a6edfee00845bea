/// An order to be given.
public struct PairingOrderDraft: Hashable, Sendable {
    /// For how long an order may hold, in hours: a kit travels for days, and a month is an open door.
    public static let validHours = 1...720
    /// A week, as an enrolment code.
    public static let defaultValidHours = 168

    /// Which gateway.
    public var gateway: GatewayID
    /// The device's Bluetooth address.
    public var device: String
    /// The passkey that the device expects; nil when it is to be paired without one.
    public var passkey: UInt32?
    /// For how long it holds, in hours.
    public var validHours: Int

    /// Makes the value; it is checked when it is stored.
    public init(
        gateway: GatewayID,
        device: String,
        passkey: UInt32? = nil,
        validHours: Int = defaultValidHours
    ) {
        self.gateway = gateway
        self.device = device
        self.passkey = passkey
        self.validHours = validHours
    }
}
