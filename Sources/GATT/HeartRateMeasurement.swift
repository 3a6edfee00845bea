import Vitals

/// A heart rate, 0x2A37 (GATT Specification Supplement, Heart Rate Measurement).
///
/// ```
///  0       1            2 or 3
/// +-------+------------+ - - - - - - - - +- - - - - - - - - - - - - - - - -
/// | flags | heart rate | energy expended | RR interval | RR interval | ...
/// +-------+------------+ - - - - - - - - +- - - - - - - - - - - - - - - - -
///   u8      u8, or u16   u16 kJ, bit 3     u16 × 1/1024 s each, bit 4, to the end of the value
///           if bit 0
///   b1 contact detected, b2 contact detection supported
/// ```
public struct HeartRateMeasurement: CharacteristicValue {
    /// 0x2A37.
    public static let uuid = CharacteristicUUID.heartRateMeasurement

    /// Heart rate in beats per minute.
    public let heartRate: UInt16
    /// Whether the sensor touches the skin; nil when it cannot tell.
    public let hasSkinContact: Bool?
    /// Energy since the last reset, in kilojoules.
    public let energyExpendedKilojoules: UInt16?
    /// Times between beats in 1/1024 s, oldest first; empty when the sensor sends none.
    public let rrIntervals: [UInt16]

    /// Describes a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - heartRate: Heart rate in beats per minute.
    ///   - hasSkinContact: Whether the sensor touches the skin; nil when it cannot tell.
    ///   - energyExpendedKilojoules: Energy since the last reset, in kilojoules.
    ///   - rrIntervals: Times between beats in 1/1024 s, oldest first.
    public init(
        heartRate: UInt16,
        hasSkinContact: Bool? = nil,
        energyExpendedKilojoules: UInt16? = nil,
        rrIntervals: [UInt16] = []
    ) {
        self.heartRate = heartRate
        self.hasSkinContact = hasSkinContact
        self.energyExpendedKilojoules = energyExpendedKilojoules
        self.rrIntervals = rrIntervals
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        heartRate = flags.contains(.wide) ? try reader.uint16("heart rate") : try UInt16(reader.uint8("heart rate"))
        hasSkinContact = flags.contains(.contactSupported) ? flags.contains(.contactDetected) : nil
        energyExpendedKilojoules = flags.contains(.energyExpended) ? try reader.uint16("energy expended") : nil
        var intervals: [UInt16] = []
        if flags.contains(.rrIntervals) {
            while reader.remaining > 0 { try intervals.append(reader.uint16("RR interval")) }
        }
        rrIntervals = intervals
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as a belt would notify it, in one byte when the heart rate fits.
    ///
    /// - Returns: All the bytes of the value.
    public func encoded() -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        if let narrow = UInt8(exactly: heartRate) { writer.uint8(narrow) } else { writer.uint16(heartRate) }
        if let energyExpendedKilojoules { writer.uint16(energyExpendedKilojoules) }
        for interval in rrIntervals { writer.uint16(interval) }
        return writer.bytes
    }

    /// The heart rate.
    public var measurements: [DecodedMeasurement] {
        let value = MeasuredValue.number(ExactDecimal(Int32(heartRate)))
        return [DecodedMeasurement(.heartRate(value), flags: hasSkinContact == false ? [.noSkinContact] : [])]
    }

    private var flags: Flags {
        var flags: Flags = UInt8(exactly: heartRate) == nil ? .wide : []
        if let hasSkinContact {
            flags.insert(.contactSupported)
            if hasSkinContact { flags.insert(.contactDetected) }
        }
        if energyExpendedKilojoules != nil { flags.insert(.energyExpended) }
        if !rrIntervals.isEmpty { flags.insert(.rrIntervals) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let wide = Flags(rawValue: 1 << 0)
        static let contactDetected = Flags(rawValue: 1 << 1)
        static let contactSupported = Flags(rawValue: 1 << 2)
        static let energyExpended = Flags(rawValue: 1 << 3)
        static let rrIntervals = Flags(rawValue: 1 << 4)
        var reserved: UInt8 { rawValue & 0b1110_0000 }
    }
}
