/// A device address of 48 bits (Core Vol 6 Part B 1.3), as people read it: most significant octet first.
public struct BluetoothAddress: Hashable, Sendable, CustomStringConvertible {
    /// Octets of an address.
    public static let octetCount = 6
    /// No address: where a socket may choose.
    public static let any = BluetoothAddress(value: 0)

    /// The 48 bits.
    let value: UInt64

    private init(value: UInt64) { self.value = value }

    /// Reads six octets in hexadecimal that are parted by colons, in either case; nil when it is anything else.
    public init?(_ text: String) {
        let octets = text.split(separator: ":", omittingEmptySubsequences: false)
        guard octets.count == Self.octetCount else { return nil }
        var value: UInt64 = 0
        for octet in octets {
            guard octet.utf8.count == 2, octet.allSatisfy(\.isHexDigit), let byte = UInt8(octet, radix: 16) else {
                return nil
            }
            value = value << 8 | UInt64(byte)
        }
        self.value = value
    }

    /// Reads the kernel's form, least significant octet first; nil unless there are six.
    init?(littleEndian bytes: some BidirectionalCollection<UInt8>) {
        guard bytes.count == Self.octetCount else { return nil }
        value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    /// The kernel's form.
    var littleEndian: [UInt8] { (0..<Self.octetCount).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) } }

    /// True for a static random address, the only random address that can be an identity (Core Vol 6 Part B 1.3.2.1).
    var isStaticRandom: Bool { value >> 46 == 0b11 }

    /// Upper-case octets, parted by colons.
    public var description: String {
        littleEndian.reversed().map { octet in
            let digits = String(octet, radix: 16, uppercase: true)
            return digits.count == 1 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}
