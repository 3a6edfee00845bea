/// The key that tells which device a private address belongs to (identity resolving key, Core Vol 3 Part H 2.4.2.1).
public struct IdentityKey: Hashable, Sendable {
    /// The identity that private addresses resolve to.
    public var peer: PeerAddress
    /// The key itself.
    public var value: SecretKey

    /// Makes a key.
    public init(peer: PeerAddress, value: SecretKey) {
        self.peer = peer
        self.value = value
    }
}
