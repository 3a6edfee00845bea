/// What is kept of a pairing: whom it was with, and the keys.
public struct Bond: Hashable, Sendable {
    /// The device's identity.
    public var peer: PeerAddress
    /// What the device called itself when it was paired; nil when it said nothing.
    public var name: String?
    /// The keys that encrypt the link: one of Secure Connections, or up to two of legacy pairing.
    public var longTermKeys: [LongTermKey]
    /// The key behind the device's private addresses; nil when it uses none.
    public var identityKey: SecretKey?
    /// True when the device refused the keys: it was reset, or paired with something else.
    public var isLost: Bool

    /// Makes a bond.
    public init(
        peer: PeerAddress,
        name: String? = nil,
        longTermKeys: [LongTermKey] = [],
        identityKey: SecretKey? = nil,
        isLost: Bool = false
    ) {
        self.peer = peer
        self.name = name
        self.longTermKeys = longTermKeys
        self.identityKey = identityKey
        self.isLost = isLost
    }

    /// True when a person made sure of the device, by passkey or by comparing numbers.
    public var isAuthenticated: Bool { longTermKeys.contains { $0.kind.isAuthenticated } }

    /// Takes a key of a new pairing in place of what it replaces.
    mutating func take(_ key: LongTermKey) {
        longTermKeys.removeAll { $0.kind.isLegacy != key.kind.isLegacy || $0.central == key.central }
        longTermKeys.append(key)
        isLost = false
    }
}

extension LongTermKey.Kind {
    fileprivate var isLegacy: Bool { self == .unauthenticatedLegacy || self == .authenticatedLegacy }
}
