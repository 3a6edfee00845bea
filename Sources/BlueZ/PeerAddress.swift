/// The address of a Low Energy device together with its kind: only both are unique.
public struct PeerAddress: Hashable, Sendable, CustomStringConvertible {
    /// Who assigned an address; the numbers are the kernel's.
    public enum Kind: UInt8, Sendable, Codable {
        /// Registered with the IEEE.
        case publicAddress = 1
        /// Made by the device: static, or private and changing.
        case randomAddress = 2
    }

    /// The 48 bits.
    public var address: BluetoothAddress
    /// Who assigned them.
    public var kind: Kind

    /// Makes an address.
    public init(_ address: BluetoothAddress, _ kind: Kind) {
        self.address = address
        self.kind = kind
    }

    /// True when the device keeps it for life: private addresses change every few minutes.
    public var isIdentity: Bool { kind == .publicAddress || address.isStaticRandom }

    /// The address alone, as it is printed on devices.
    public var description: String { address.description }
}
