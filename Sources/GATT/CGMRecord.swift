import Vitals

/// One record of a continuous glucose monitor, of which a notification holds one or more (GATT Specification
/// Supplement, CGM Measurement).
///
/// ```
///  0      1       2               4
/// +------+-------+---------------+--------+ - - - - + - - - - - - + - - - - -+ - - - -+ - - - - -+ - - - -+
/// | size | flags | concentration | offset | status  | cal / temp  | warning  | trend  | quality  |  CRC   |
/// +------+-------+---------------+--------+ - - - - + - - - - - - + - - - - -+ - - - -+ - - - - -+ - - - -+
///   u8     u8      SFLOAT mg/dL    u16 min  u8,       u8, bit 6     u8,        SFLOAT,  SFLOAT,    u16
///                                           bit 7                   bit 5      bit 0    bit 1
/// ```
/// The size counts itself. Whether there is a checksum is in no flag: the size tells.
public struct CGMRecord: Hashable, Sendable {
    /// The concentration in mg/dL.
    public let concentration: MeasuredValue
    /// Minutes since the session began.
    public let timeOffsetMinutes: UInt16
    /// What the device reports about itself and the value; nil when it sent none of the three octets.
    public let status: CGMSensorStatus?
    /// How fast the concentration changes, in mg/dL a minute.
    public let trend: MeasuredValue?
    /// How good the value is, in percent.
    public let quality: MeasuredValue?
    /// Whether the record has a checksum.
    public let isProtected: Bool

    /// Describes a record, as a simulated device does.
    ///
    /// - Parameters:
    ///   - concentration: The concentration in mg/dL.
    ///   - timeOffsetMinutes: Minutes since the session began.
    ///   - status: What the device reports about itself and the value.
    ///   - trend: How fast the concentration changes, in mg/dL a minute.
    ///   - quality: How good the value is, in percent.
    ///   - isProtected: Whether the record has a checksum.
    public init(
        concentration: MeasuredValue,
        timeOffsetMinutes: UInt16,
        status: CGMSensorStatus? = nil,
        trend: MeasuredValue? = nil,
        quality: MeasuredValue? = nil,
        isProtected: Bool = false
    ) {
        self.concentration = concentration
        self.timeOffsetMinutes = timeOffsetMinutes
        self.status = status
        self.trend = trend
        self.quality = quality
        self.isProtected = isProtected
    }

    /// Reads a record of which the size has been checked against the notification.
    init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        _ = try reader.uint8("size")
        let flags = try Flags(rawValue: reader.uint8("flags"))
        concentration = try reader.sfloat("glucose concentration")
        timeOffsetMinutes = try reader.uint16("time offset")
        status = try Self.status(from: &reader, flags)
        trend = flags.contains(.trend) ? try reader.sfloat("trend") : nil
        quality = flags.contains(.quality) ? try reader.sfloat("quality") : nil
        if flags.reserved != 0, reader.remaining > E2EChecksum.byteCount {
            // Fields of a later version: the checksum, if there is one, is behind them.
            isProtected = false
        } else {
            isProtected = try reader.finishWithChecksum()
        }
    }

    func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(size)
        writer.uint8(flags.rawValue)
        try writer.sfloat(concentration, "glucose concentration")
        writer.uint16(timeOffsetMinutes)
        for (octet, _) in octets { writer.uint8(octet) }
        if let trend { try writer.sfloat(trend, "trend") }
        if let quality { try writer.sfloat(quality, "quality") }
        if isProtected { writer.checksum() }
        return writer.bytes
    }

    private static func status(from reader: inout ByteReader, _ flags: Flags) throws(GATTError) -> CGMSensorStatus? {
        guard !flags.isDisjoint(with: [.status, .calibration, .warning]) else { return nil }
        var bits: UInt32 = 0
        if flags.contains(.status) { bits |= UInt32(try reader.uint8("status")) }
        if flags.contains(.calibration) { bits |= UInt32(try reader.uint8("calibration and temperature")) << 8 }
        if flags.contains(.warning) { bits |= UInt32(try reader.uint8("warning")) << 16 }
        // An octet is sent only when a bit of it is set; one that says nothing is as good as none.
        return bits == 0 ? nil : CGMSensorStatus(rawValue: bits)
    }

    /// The octets of the status that say something, each with its flag.
    private var octets: [(UInt8, Flags)] {
        guard let bits = status?.rawValue else { return [] }
        return [
            (UInt8(truncatingIfNeeded: bits), .status), (UInt8(truncatingIfNeeded: bits >> 8), .calibration),
            (UInt8(truncatingIfNeeded: bits >> 16), .warning),
        ].filter { $0.0 != 0 }
    }

    private var size: UInt8 {
        let optional = octets.count + (trend == nil ? 0 : 2) + (quality == nil ? 0 : 2) + (isProtected ? 2 : 0)
        return UInt8(CGMMeasurement.smallestRecord + optional)
    }

    private var flags: Flags {
        var flags = Flags(octets.map(\.1))
        if trend != nil { flags.insert(.trend) }
        if quality != nil { flags.insert(.quality) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let trend = Flags(rawValue: 1 << 0)
        static let quality = Flags(rawValue: 1 << 1)
        static let warning = Flags(rawValue: 1 << 5)
        static let calibration = Flags(rawValue: 1 << 6)
        static let status = Flags(rawValue: 1 << 7)
        var reserved: UInt8 { rawValue & 0b0001_1100 }
    }
}
