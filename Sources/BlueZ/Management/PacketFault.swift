/// Where a management packet is not what its code announces; safe to log.
public struct PacketFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The index of the byte, counted from 0 behind the header.
    public var byte: Int
    /// What the definition has there.
    public var expected: String

    /// The byte and what was expected.
    public var description: String { "bluez.malformed: expected \(expected) at byte \(byte)" }
}
