import Vitals

/// A measuring device that has been registered.
public struct Device: Hashable, Sendable {
    /// The key.
    public let id: DeviceID
    /// The identifier as gateways report it, unique in the organisation, for example `E8:07:01:02:03:04`.
    public let identifier: String
    /// The manufacturer's model name, if known.
    public let model: String?
    /// When it was registered.
    public let createdAt: Instant

    /// Makes the value; the store does.
    public init(id: DeviceID, identifier: String, model: String?, createdAt: Instant) {
        self.id = id
        self.identifier = identifier
        self.model = model
        self.createdAt = createdAt
    }
}
