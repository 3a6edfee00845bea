import Crypto

/// The name of one measurement: the same bytes from the same device give the same identity, wherever it is computed.
///
/// It makes every repeat harmless, and is stored: **it never changes**. It holds only what the device itself said, so
/// that a corrected time does not make a second reading. It is the first 16 bytes of the SHA-256 of these fields, each
/// led by its length in bytes as a big-endian 32-bit number:
///
/// | field | bytes |
/// |---|---|
/// | 1 | `hearth.measurement.1` |
/// | 2 | device identifier, UTF-8, as the gateway knows it |
/// | 3 | characteristic, 16-bit UUID, big-endian |
/// | 4 | kind, its raw value |
/// | 5 | the device's time stamp, `2024-06-15T17:17:27`; empty when there is none or its date is unknown |
/// | 6 | the device's sequence number in decimal digits; empty when there is none |
/// | 7 | only when 5 and 6 are empty: milliseconds of the reception since 1970 in decimal digits |
/// | 8 | the raw bytes |
public struct MeasurementIdentity: Sendable, Hashable {
    /// The bytes that are kept of the hash: 128 bits, as many as a UUID has, make an accidental match impossible.
    public static let byteCount = 16

    /// The fields and their lengths, but for the raw bytes, of most devices.
    private static let usualFieldBytes = 128

    private let high: UInt64
    private let low: UInt64

    /// Computes the identity of a measurement.
    public init(
        device: String,
        characteristic: UInt16,
        kind: ReadingKind,
        deviceTime: DeviceTimestamp?,
        sequenceNumber: UInt32?,
        receivedAt: Instant,
        raw: [UInt8]
    ) {
        let time = deviceTime.flatMap { $0.isKnown ? $0.description : nil } ?? ""
        let sequence = sequenceNumber.map(String.init) ?? ""
        let reception = time.isEmpty && sequence.isEmpty ? String(receivedAt.millisecondsSince1970) : ""
        var fields: [UInt8] = []
        fields.reserveCapacity(Self.usualFieldBytes + raw.count)
        fields.append(field: "hearth.measurement.1".utf8)
        fields.append(field: device.utf8)
        fields.append(field: [UInt8(characteristic >> 8), UInt8(characteristic & 0xFF)])
        fields.append(field: kind.rawValue.utf8)
        fields.append(field: time.utf8)
        fields.append(field: sequence.utf8)
        fields.append(field: reception.utf8)
        fields.append(field: raw)
        (high, low) = SHA256.hash(data: fields).withUnsafeBytes { digest in
            (UInt64(bigEndian: digest.prefix(8)), UInt64(bigEndian: digest[8..<Self.byteCount]))
        }
    }

    /// Takes stored bytes; nil when there are not 16.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        high = UInt64(bigEndian: bytes.prefix(8))
        low = UInt64(bigEndian: bytes.dropFirst(8))
    }

    /// The 16 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) } }
}

extension MeasurementIdentity: Comparable {
    /// Orders by the bytes.
    public static func < (left: MeasurementIdentity, right: MeasurementIdentity) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }
}

extension MeasurementIdentity: CustomStringConvertible {
    /// Reads 32 hexadecimal digits of either case; nil for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 2 * Self.byteCount, text.utf8.allSatisfy(\.isHexadecimalDigit),
            let high = UInt64(text.prefix(Self.byteCount), radix: 16),
            let low = UInt64(text.dropFirst(Self.byteCount), radix: 16)
        else { return nil }
        self.high = high
        self.low = low
    }

    /// 32 lower-case hexadecimal digits.
    public var description: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * Self.byteCount)
        for word in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) {
                let digit = UInt8(word >> UInt64(shift) & 15)
                digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Adds a field behind its length, so that no two lists of fields have the same bytes.
    fileprivate mutating func append(field: some Collection<UInt8>) {
        let count = UInt32(field.count)
        for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: count >> shift)) }
        append(contentsOf: field)
    }
}

extension UInt64 {
    fileprivate init(bigEndian bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension UInt8 {
    fileprivate var isHexadecimalDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
