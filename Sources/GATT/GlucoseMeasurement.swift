import Vitals

/// One record of a glucose meter, 0x2A18 (GATT Specification Supplement, Glucose Measurement; Glucose Service 1.0.1,
/// 3.1).
///
/// ```
///  0       1          3           10
/// +-------+----------+-----------+ - - - - - + - - - - - - - + - - - - - - - - - + - - - - - - - +
/// | flags | sequence | base time |  offset   | concentration | location and type | sensor status |
/// +-------+----------+-----------+ - - - - - + - - - - - - - + - - - - - - - - - + - - - - - - - +
///   u8      u16        7           i16 min,    SFLOAT          u8, both if bit 1   u16, if bit 3
///   b2 mol/L                       if bit 0    kg/L, mol/L
///   b4 a context (0x2A34) follows
/// ```
public struct GlucoseMeasurement: CharacteristicValue {
    /// 0x2A18.
    public static let uuid = CharacteristicUUID.glucoseMeasurement

    /// The meter's own number for the record; it counts up and begins again after 65535.
    public let sequenceNumber: UInt16
    /// What the meter's clock said, before its user's changes.
    public let baseTime: DeviceTimestamp
    /// How far the user has set the clock from the base time; nil when not at all.
    public let timeOffset: GlucoseTimeOffset?
    /// The unit of the concentration, mg/dL or mmol/L.
    public let unit: GlucoseConcentrationUnit
    /// The concentration and its sample; nil when the record holds none, as after a failed test.
    public let concentration: GlucoseConcentration?
    /// What the meter reports about the measurement.
    public let status: GlucoseSensorStatus?
    /// Whether a context (0x2A34) with the same sequence number follows.
    public let isContextFollowing: Bool

    /// Describes a record, as a simulated device does.
    ///
    /// - Parameters:
    ///   - sequenceNumber: The meter's own number for the record.
    ///   - baseTime: What the meter's clock says, before its user's changes.
    ///   - timeOffset: How far the user has set the clock from the base time.
    ///   - unit: The unit of the concentration, mg/dL or mmol/L.
    ///   - concentration: The concentration and its sample.
    ///   - status: What the meter reports about the measurement.
    ///   - isContextFollowing: Whether a context with the same sequence number follows.
    public init(
        sequenceNumber: UInt16,
        baseTime: DeviceTimestamp,
        timeOffset: GlucoseTimeOffset? = nil,
        unit: GlucoseConcentrationUnit = .milligramsPerDecilitre,
        concentration: GlucoseConcentration?,
        status: GlucoseSensorStatus? = nil,
        isContextFollowing: Bool = false
    ) {
        self.sequenceNumber = sequenceNumber
        self.baseTime = baseTime
        self.timeOffset = timeOffset
        self.unit = unit
        self.concentration = concentration
        self.status = status
        self.isContextFollowing = isContextFollowing
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        sequenceNumber = try reader.uint16("sequence number")
        baseTime = try reader.dateTime("base time")
        timeOffset = flags.contains(.timeOffset) ? try GlucoseTimeOffset(reader.uint16("time offset")) : nil
        unit = flags.contains(.molesPerLitre) ? .millimolesPerLitre : .milligramsPerDecilitre
        concentration =
            flags.contains(.concentration) ? try GlucoseConcentration(from: &reader, unit: unit) : nil
        status = flags.contains(.status) ? try GlucoseSensorStatus(rawValue: reader.uint16("sensor status")) : nil
        isContextFollowing = flags.contains(.contextFollows)
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as a meter would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when the concentration has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        writer.uint16(sequenceNumber)
        writer.dateTime(baseTime)
        if let timeOffset { writer.uint16(timeOffset.bits) }
        try concentration?.write(to: &writer, unit: unit)
        if let status { writer.uint16(status.rawValue) }
        return writer.bytes
    }

    private var flags: Flags {
        var flags: Flags = unit == .millimolesPerLitre ? .molesPerLitre : []
        if timeOffset != nil { flags.insert(.timeOffset) }
        if concentration != nil { flags.insert(.concentration) }
        if status != nil { flags.insert(.status) }
        if isContextFollowing { flags.insert(.contextFollows) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let timeOffset = Flags(rawValue: 1 << 0)
        static let concentration = Flags(rawValue: 1 << 1)
        static let molesPerLitre = Flags(rawValue: 1 << 2)
        static let status = Flags(rawValue: 1 << 3)
        static let contextFollows = Flags(rawValue: 1 << 4)
        var reserved: UInt8 { rawValue & 0b1110_0000 }
    }
}
