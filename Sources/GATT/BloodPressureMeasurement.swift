import Vitals

/// A blood pressure that a cuff has measured, 0x2A35 (GATT Specification Supplement, Blood Pressure Measurement).
///
/// ```
///  0       1          3           5      7
/// +-------+----------+-----------+------+ - - - - - - -+ - - - -+ - - - - -+ - - - -+
/// | flags | systolic | diastolic | mean |  time stamp  | pulse  | user id  | status |
/// +-------+----------+-----------+------+ - - - - - - -+ - - - -+ - - - - -+ - - - -+
///   u8      SFLOAT     SFLOAT     SFLOAT  7, if bit 1    SFLOAT,  u8,        u16,
///   b0 kPa                                               bit 2    bit 3      bit 4
/// ```
public struct BloodPressureMeasurement: CharacteristicValue {
    /// 0x2A35.
    public static let uuid = CharacteristicUUID.bloodPressureMeasurement

    /// The unit of the three pressures, mmHg or kPa.
    public let unit: PressureUnit
    /// Systolic pressure; in 0x2A36, the pressure of the cuff.
    public let systolic: MeasuredValue
    /// Diastolic pressure.
    public let diastolic: MeasuredValue
    /// Mean arterial pressure.
    public let mean: MeasuredValue
    /// What the device's clock said.
    public let timestamp: DeviceTimestamp?
    /// Pulse rate in beats per minute.
    public let pulseRate: MeasuredValue?
    /// The user's number in the device; 0xFF is an unknown user.
    public let userID: UInt8?
    /// What the cuff reports about the measurement.
    public let status: BloodPressureStatus?

    /// Describes a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - unit: The unit of the pressures, mmHg or kPa.
    ///   - systolic: Systolic pressure.
    ///   - diastolic: Diastolic pressure.
    ///   - mean: Mean arterial pressure; many devices have none and say "not a number".
    ///   - timestamp: What the device's clock says.
    ///   - pulseRate: Pulse rate in beats per minute.
    ///   - userID: The user's number in the device; 0xFF is an unknown user.
    ///   - status: What the cuff reports about the measurement.
    public init(
        unit: PressureUnit = .millimetresOfMercury,
        systolic: MeasuredValue,
        diastolic: MeasuredValue,
        mean: MeasuredValue = .absent(.notANumber),
        timestamp: DeviceTimestamp? = nil,
        pulseRate: MeasuredValue? = nil,
        userID: UInt8? = nil,
        status: BloodPressureStatus? = nil
    ) {
        self.unit = unit
        self.systolic = systolic
        self.diastolic = diastolic
        self.mean = mean
        self.timestamp = timestamp
        self.pulseRate = pulseRate
        self.userID = userID
        self.status = status
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        unit = flags.contains(.kilopascals) ? .kilopascals : .millimetresOfMercury
        systolic = try reader.sfloat("systolic pressure")
        diastolic = try reader.sfloat("diastolic pressure")
        mean = try reader.sfloat("mean arterial pressure")
        timestamp = flags.contains(.timestamp) ? try reader.dateTime("time stamp") : nil
        pulseRate = flags.contains(.pulseRate) ? try reader.sfloat("pulse rate") : nil
        userID = flags.contains(.userID) ? try reader.uint8("user id") : nil
        status = flags.contains(.status) ? try BloodPressureStatus(rawValue: reader.uint16("status")) : nil
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as a cuff would indicate it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        try writer.sfloat(systolic, "systolic pressure")
        try writer.sfloat(diastolic, "diastolic pressure")
        try writer.sfloat(mean, "mean arterial pressure")
        if let timestamp { writer.dateTime(timestamp) }
        if let pulseRate { try writer.sfloat(pulseRate, "pulse rate") }
        if let userID { writer.uint8(userID) }
        if let status { writer.uint16(status.rawValue) }
        return writer.bytes
    }

    private var flags: Flags {
        var flags: Flags = unit == .kilopascals ? .kilopascals : []
        if timestamp != nil { flags.insert(.timestamp) }
        if pulseRate != nil { flags.insert(.pulseRate) }
        if userID != nil { flags.insert(.userID) }
        if status != nil { flags.insert(.status) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let kilopascals = Flags(rawValue: 1 << 0)
        static let timestamp = Flags(rawValue: 1 << 1)
        static let pulseRate = Flags(rawValue: 1 << 2)
        static let userID = Flags(rawValue: 1 << 3)
        static let status = Flags(rawValue: 1 << 4)
        var reserved: UInt8 { rawValue & 0b1110_0000 }
    }
}
