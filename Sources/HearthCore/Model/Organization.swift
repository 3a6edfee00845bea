import Vitals

/// A tenant: a clinic or a service provider.
///
/// Nothing is ever shared between two of them.
public struct Organization: Hashable, Sendable {
    /// The key, which leads every key of the organisation's data.
    public let id: OrganizationID
    /// The name as people know it.
    public let name: String
    /// When it was registered.
    public let createdAt: Instant

    /// Makes the value; the store does.
    public init(id: OrganizationID, name: String, createdAt: Instant) {
        self.id = id
        self.name = name
        self.createdAt = createdAt
    }
}
