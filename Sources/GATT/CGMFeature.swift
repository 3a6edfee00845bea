/// What a continuous glucose monitor can do, 0x2AA8 (GATT Specification Supplement, CGM Feature).
///
/// ```
///  0         3                   4         6
/// +---------+-------------------+---------+
/// | feature | location and type | E2E-CRC |   u24, u8, u16
/// +---------+-------------------+---------+
/// ```
/// The checksum is always there; without `isProtected` it says nothing and is usually 0xFFFF.
public struct CGMFeature: CharacteristicValue {
    /// 0x2AA8.
    public static let uuid = CharacteristicUUID.cgmFeature

    /// The abilities as bits, 17 to 23 reserved.
    public let bits: UInt32
    /// What the monitor measures, and where.
    public let sample: GlucoseSample

    /// Whether all its values have a checksum (bit 12): one without is then none of its own.
    public var isProtected: Bool { bits >> 12 & 1 == 1 }
    /// Whether it can be started again after a session (bit 14).
    public var hasMultipleSessions: Bool { bits >> 14 & 1 == 1 }
    /// Whether it can say how fast the concentration changes (bit 15).
    public var hasTrend: Bool { bits >> 15 & 1 == 1 }
    /// Whether it can say how good a value is (bit 16).
    public var hasQuality: Bool { bits >> 16 & 1 == 1 }

    /// Describes abilities, as a simulated device does.
    ///
    /// - Parameters:
    ///   - bits: The abilities as bits, 24 at most.
    ///   - sample: What the monitor measures, and where.
    public init(bits: UInt32, sample: GlucoseSample) {
        self.bits = bits & 0xFF_FFFF
        self.sample = sample
    }

    /// Reads the value from the bytes of a read.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        bits = try reader.uint24("CGM feature")
        sample = try GlucoseSample(byte: reader.uint8("type and sample location"))
        if bits >> 12 & 1 == 1, reader.remaining > 0 {
            _ = try reader.finishWithChecksum()
        } else {
            _ = try reader.uint16("E2E-CRC")
            try reader.finish()
        }
    }

    /// Writes the value as a device would send it.
    ///
    /// - Returns: Six bytes.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint24(bits)
        writer.uint8(sample.byte)
        if isProtected { writer.checksum() } else { writer.uint16(0xFFFF) }
        return writer.bytes
    }
}
