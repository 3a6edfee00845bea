/// The 128 bits of a key, least significant octet first as the kernel has them; never shown in a text.
public struct SecretKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// Octets of a key.
    public static let octetCount = 16

    let octets: [UInt8]

    /// Makes a key; nil unless there are 16 octets.
    public init?(octets: some Collection<UInt8>) {
        guard octets.count == Self.octetCount else { return nil }
        self.init(counted: Array(octets))
    }

    private init(counted octets: [UInt8]) { self.octets = octets }

    /// A new key.
    static func random() -> SecretKey {
        var random = SystemRandomNumberGenerator()
        return SecretKey(counted: (0..<octetCount).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    }

    /// Safe to log.
    public var description: String { "(secret)" }
    /// Safe to log.
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension SecretKey: Codable {
    /// Reads 32 hexadecimal digits.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = try container.decode(String.self).compactMap(\.hexDigitValue).map(UInt8.init)
        let octets = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        guard digits.count == 2 * Self.octetCount, let key = SecretKey(octets: octets) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 32 hexadecimal digits")
        }
        self = key
    }

    /// Writes 32 hexadecimal digits.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let digits = octets.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }
        try container.encode(digits.joined())
    }
}
