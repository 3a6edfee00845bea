import Vitals

/// A member of the care team who logs in with a token.
public struct User: Hashable, Sendable {
    /// The key.
    public let id: UserID
    /// The name that the audit log and acknowledgements show.
    public let name: String
    /// What the person may do; never `.gateway`.
    public let role: Role
    /// When the person was added.
    public let createdAt: Instant
    /// When the person's tokens were revoked; nil while they are valid.
    public let revokedAt: Instant?

    /// Makes the value; the store does.
    public init(id: UserID, name: String, role: Role, createdAt: Instant, revokedAt: Instant?) {
        self.id = id
        self.name = name
        self.role = role
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}
