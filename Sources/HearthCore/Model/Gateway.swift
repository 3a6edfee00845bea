import Vitals

/// An agent in a home that uploads what devices measured.
public struct Gateway: Hashable, Sendable {
    /// The key.
    public let id: GatewayID
    /// The name that people gave it.
    public let name: String
    /// When it was registered.
    public let createdAt: Instant
    /// When its code was first used; nil before.
    public let enrolledAt: Instant?
    /// When it was revoked; nil while it may upload.
    public let revokedAt: Instant?

    /// Makes the value; the store does.
    public init(id: GatewayID, name: String, createdAt: Instant, enrolledAt: Instant?, revokedAt: Instant?) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
        self.enrolledAt = enrolledAt
        self.revokedAt = revokedAt
    }
}
