/// What an adapter can do, or is set to; the bits are the kernel's (`Read Controller Information`).
public struct AdapterSettings: OptionSet, Hashable, Sendable {
    /// The bits of the kernel; others than those named here are kept.
    public let rawValue: UInt32

    /// Makes settings of the kernel's bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The radio is on.
    public static let powered = AdapterSettings(rawValue: 1 << 0)
    /// New bonds may be made.
    public static let bondable = AdapterSettings(rawValue: 1 << 4)
    /// Classic Bluetooth is on.
    public static let classic = AdapterSettings(rawValue: 1 << 7)
    /// Low Energy is on.
    public static let lowEnergy = AdapterSettings(rawValue: 1 << 9)
    /// Pairing may use Secure Connections.
    public static let secureConnections = AdapterSettings(rawValue: 1 << 11)
    /// The adapter hides behind private addresses.
    public static let privacy = AdapterSettings(rawValue: 1 << 13)
}
