/// The UUID of an attribute's type, a service or a characteristic.
///
/// A 16-bit UUID is short for a 128-bit one on the Bluetooth base UUID (Core Vol 3 Part B 2.5.1), so both forms of the
/// same UUID are equal here. On the wire it is little-endian, 2 or 16 bytes.
public struct BluetoothUUID: Hashable, Sendable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The base UUID, 00000000-0000-1000-8000-00805F9B34FB.
    private static let base: UInt128 = 0x0000_0000_0000_1000_8000_0080_5F9B_34FB
    /// A 16-bit UUID sits in bits 96 to 111 of the 128.
    private static let shortShift = 96

    /// All 128 bits, most significant first as in the text form.
    public let value: UInt128

    /// Makes a UUID of all its bits.
    public init(value: UInt128) { self.value = value }

    /// Makes the UUID that an assigned 16-bit number stands for.
    public init(_ short: UInt16) { value = Self.base | UInt128(short) << Self.shortShift }

    /// Makes the UUID of an assigned 16-bit number such as `0x2A35`.
    public init(integerLiteral value: UInt16) { self.init(value) }

    /// Reads the wire form.
    ///
    /// - Parameter bytes: 2 or 16 bytes; nil is returned for any other number.
    public init?(littleEndian bytes: some Collection<UInt8>) {
        let value = bytes.reversed().reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        switch bytes.count {
        case 2: self.init(UInt16(value))
        case 16: self.init(value: value)
        default: return nil
        }
    }

    /// The assigned 16-bit number, or nil when the UUID is not on the Bluetooth base.
    public var short: UInt16? {
        let short = UInt16(truncatingIfNeeded: value >> Self.shortShift)
        return BluetoothUUID(short) == self ? short : nil
    }

    /// The wire form: 2 bytes where there is an assigned number, else 16.
    public var littleEndian: [UInt8] {
        guard let short else { return longLittleEndian }
        return [UInt8(truncatingIfNeeded: short), UInt8(short >> 8)]
    }

    /// The wire form of 16 bytes, which every UUID has.
    var longLittleEndian: [UInt8] { (0..<16).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    /// Four hex digits of an assigned number ("2A35"), else 8-4-4-4-12 digits.
    public var description: String {
        if let short { return Self.hex(short, digits: 4) }
        let digits = Self.hex(value, digits: 32)
        var groups: [Substring] = []
        var rest = Substring(digits)
        for length in [8, 4, 4, 4, 12] {
            groups.append(rest.prefix(length))
            rest = rest.dropFirst(length)
        }
        return groups.joined(separator: "-")
    }

    private static func hex(_ value: some BinaryInteger, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
