import Vitals

/// The order to a gateway to pair a device, for a kit that is prepared before it reaches its home.
public struct PairingOrder: Hashable, Sendable {
    /// What has become of an order; the raw values are the API's.
    public enum State: Hashable, Sendable {
        /// The gateway looks out for the device.
        case waiting
        /// There is a bond; whether a passkey was checked for it.
        case paired(isAuthenticated: Bool)
        /// The gateway has given up, for a reason with a stable code.
        case failed(reason: String)
        /// A person took it back, or gave another one for the same device.
        case withdrawn
        /// The device did not show up in time.
        case expired
    }

    /// The key.
    public let id: PairingOrderID
    /// Which gateway.
    public let gateway: GatewayID
    /// The device's Bluetooth address.
    public let device: String
    /// Whether it carries a passkey; the passkey itself is for the gateway alone.
    public let hasPasskey: Bool
    /// Who gave it.
    public let orderedBy: Principal.Subject
    /// When it was given, on the database's clock.
    public let orderedAt: Instant
    /// Until when it holds.
    public let expiresAt: Instant
    /// What has become of it.
    public let state: State
    /// When it ended; nil while it waits.
    public let endedAt: Instant?

    /// Makes the value; the store does.
    public init(
        id: PairingOrderID,
        gateway: GatewayID,
        device: String,
        hasPasskey: Bool,
        orderedBy: Principal.Subject,
        orderedAt: Instant,
        expiresAt: Instant,
        state: State,
        endedAt: Instant?
    ) {
        self.id = id
        self.gateway = gateway
        self.device = device
        self.hasPasskey = hasPasskey
        self.orderedBy = orderedBy
        self.orderedAt = orderedAt
        self.expiresAt = expiresAt
        self.state = state
        self.endedAt = endedAt
    }
}
