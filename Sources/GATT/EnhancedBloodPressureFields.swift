import Vitals

/// What follows the pressures in both enhanced characteristics of a cuff (GATT Specification Supplement, Enhanced Blood
/// Pressure Measurement; Blood Pressure Service 1.1.1).
///
/// ```
/// + - - - - - -+ - - - -+ - - - - -+ - - - -+ - - - - - - - - - +
/// | time stamp | pulse  | user id  | status | user-facing time  |
/// + - - - - - -+ - - - -+ - - - - -+ - - - -+ - - - - - - - - - +
///   u32 s,       SFLOAT,  u8,        u16,     u32 s, bit 5
///   bit 1        bit 2    bit 3      bit 4    b6 seconds since 2000, otherwise 1900
/// ```
public struct EnhancedBloodPressureFields: Hashable, Sendable {
    /// From when on the seconds are counted.
    public var epoch: BloodPressureEpoch
    /// Seconds that the device's own clock had counted; it need not show the time that the user sees.
    public var timestampSeconds: UInt32?
    /// Pulse rate in beats per minute.
    public var pulseRate: MeasuredValue?
    /// The user's number in the device; 0xFF is an unknown user.
    public var userID: UInt8?
    /// What the cuff reports about the measurement.
    public var status: BloodPressureStatus?
    /// Seconds of the time that the user saw.
    public var userFacingTimeSeconds: UInt32?

    /// Lists fields.
    ///
    /// - Parameters:
    ///   - epoch: From when on the seconds are counted.
    ///   - timestampSeconds: Seconds that the device's own clock has counted.
    ///   - pulseRate: Pulse rate in beats per minute.
    ///   - userID: The user's number in the device; 0xFF is an unknown user.
    ///   - status: What the cuff reports about the measurement.
    ///   - userFacingTimeSeconds: Seconds of the time that the user sees.
    public init(
        epoch: BloodPressureEpoch = .year2000,
        timestampSeconds: UInt32? = nil,
        pulseRate: MeasuredValue? = nil,
        userID: UInt8? = nil,
        status: BloodPressureStatus? = nil,
        userFacingTimeSeconds: UInt32? = nil
    ) {
        self.epoch = epoch
        self.timestampSeconds = timestampSeconds
        self.pulseRate = pulseRate
        self.userID = userID
        self.status = status
        self.userFacingTimeSeconds = userFacingTimeSeconds
    }

    /// What the user saw on the clock; where the cuff does not say, what its own clock had counted.
    public var deviceTime: DeviceTimestamp? {
        (userFacingTimeSeconds ?? timestampSeconds).flatMap {
            DeviceTimestamp(seconds: $0, sinceYear: epoch.rawValue)
        }
    }

    /// What the cuff reports besides the values.
    public var flags: [MeasurementFlag] {
        let isOwnClock = userFacingTimeSeconds == nil && timestampSeconds != nil
        return (status?.flags ?? []) + (isOwnClock ? [.timeNotUserFacing] : [])
    }

    init(from reader: inout ByteReader, _ bits: Bits) throws(GATTError) {
        epoch = bits.contains(.since2000) ? .year2000 : .year1900
        timestampSeconds = bits.contains(.timestamp) ? try reader.uint32("time stamp") : nil
        pulseRate = bits.contains(.pulseRate) ? try reader.sfloat("pulse rate") : nil
        userID = bits.contains(.userID) ? try reader.uint8("user id") : nil
        status = bits.contains(.status) ? try BloodPressureStatus(rawValue: reader.uint16("status")) : nil
        userFacingTimeSeconds = bits.contains(.userFacingTime) ? try reader.uint32("user-facing time") : nil
    }

    func write(to writer: inout ByteWriter) throws(GATTError) {
        if let timestampSeconds { writer.uint32(timestampSeconds) }
        if let pulseRate { try writer.sfloat(pulseRate, "pulse rate") }
        if let userID { writer.uint8(userID) }
        if let status { writer.uint16(status.rawValue) }
        if let userFacingTimeSeconds { writer.uint32(userFacingTimeSeconds) }
    }

    func bits(unit: PressureUnit) -> Bits {
        let present: [(Bool, Bits)] = [
            (unit == .kilopascals, .kilopascals), (timestampSeconds != nil, .timestamp),
            (pulseRate != nil, .pulseRate), (userID != nil, .userID), (status != nil, .status),
            (userFacingTimeSeconds != nil, .userFacingTime), (epoch == .year2000, .since2000),
        ]
        return Bits(present.filter(\.0).map(\.1))
    }

    /// The flags in front of the pressures.
    struct Bits: OptionSet {
        let rawValue: UInt8
        static let kilopascals = Bits(rawValue: 1 << 0)
        static let timestamp = Bits(rawValue: 1 << 1)
        static let pulseRate = Bits(rawValue: 1 << 2)
        static let userID = Bits(rawValue: 1 << 3)
        static let status = Bits(rawValue: 1 << 4)
        static let userFacingTime = Bits(rawValue: 1 << 5)
        static let since2000 = Bits(rawValue: 1 << 6)
        var reserved: UInt8 { rawValue & 0b1000_0000 }
        var unit: PressureUnit { contains(.kilopascals) ? .kilopascals : .millimetresOfMercury }
    }
}
