/// What can be done with a characteristic (Core Vol 3 Part G 3.3.1.1).
public struct CharacteristicProperties: OptionSet, Hashable, Sendable, Codable {
    /// The byte in the characteristic's declaration.
    public let rawValue: UInt8

    /// Makes a set of the byte in the declaration.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Its value may be broadcast.
    public static let broadcast = CharacteristicProperties(rawValue: 0x01)
    /// Its value can be read.
    public static let read = CharacteristicProperties(rawValue: 0x02)
    /// Its value can be written without an answer.
    public static let writeWithoutResponse = CharacteristicProperties(rawValue: 0x04)
    /// Its value can be written.
    public static let write = CharacteristicProperties(rawValue: 0x08)
    /// The device sends it without waiting.
    public static let notify = CharacteristicProperties(rawValue: 0x10)
    /// The device sends it and holds it until it is confirmed.
    public static let indicate = CharacteristicProperties(rawValue: 0x20)
    /// Its value can be written with a signature.
    public static let authenticatedSignedWrites = CharacteristicProperties(rawValue: 0x40)
    /// A descriptor says more.
    public static let extendedProperties = CharacteristicProperties(rawValue: 0x80)
}
