/// The key that encrypts the link to a bonded device, as the kernel gives and takes it.
public struct LongTermKey: Hashable, Sendable {
    /// How the key came about; the numbers are the kernel's.
    public enum Kind: UInt8, Sendable, Codable {
        /// Legacy pairing that nobody confirmed.
        case unauthenticatedLegacy = 0
        /// Legacy pairing with a passkey.
        case authenticatedLegacy = 1
        /// Secure Connections that nobody confirmed.
        case unauthenticated = 2
        /// Secure Connections with a passkey or compared numbers.
        case authenticated = 3
        /// Made with a key that everybody knows, for debugging.
        case debug = 4

        /// True when a person has made sure that nobody is in between.
        public var isAuthenticated: Bool { self == .authenticatedLegacy || self == .authenticated }
    }

    /// The identity of the device.
    public var peer: PeerAddress
    /// How the key came about.
    public var kind: Kind
    /// 1 when the device is to be asked with it as a central, 0 when it asks; legacy pairing makes one of each.
    public var central: UInt8
    /// Octets of the key that count, 7 to 16.
    public var sizeBytes: UInt8
    /// The encrypted diversifier of legacy pairing.
    public var diversifier: UInt16
    /// The random number of legacy pairing.
    public var random: UInt64
    /// The key itself.
    public var value: SecretKey

    /// Makes a key.
    public init(
        peer: PeerAddress,
        kind: Kind,
        central: UInt8,
        sizeBytes: UInt8,
        diversifier: UInt16,
        random: UInt64,
        value: SecretKey
    ) {
        self.peer = peer
        self.kind = kind
        self.central = central
        self.sizeBytes = sizeBytes
        self.diversifier = diversifier
        self.random = random
        self.value = value
    }
}
