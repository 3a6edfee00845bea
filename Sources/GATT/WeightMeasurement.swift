import Vitals

/// A body weight, 0x2A9D (GATT Specification Supplement, Weight Measurement).
///
/// ```
///  0       1        3
/// +-------+--------+ - - - - - - -+ - - - - - - + - - - - - - - - - - -+
/// | flags | weight |  time stamp  |   user id   |    BMI    |  height   |
/// +-------+--------+ - - - - - - -+ - - - - - - + - - - - - - - - - - -+
///   u8      u16      7, if bit 1    u8, if bit 2   u16         u16, both if bit 3
///   b0 imperial
/// ```
/// Weight counts 0.005 kg or 0.01 lb, height 0.001 m or 0.1 in, BMI 0.1 kg/m². A weight of 0xFFFF
/// is an unsuccessful measurement.
public struct WeightMeasurement: CharacteristicValue {
    /// 0x2A9D.
    public static let uuid = CharacteristicUUID.weightMeasurement

    /// Which units the scale uses.
    public let system: UnitSystem
    /// Weight in kilograms or pounds.
    public let weight: MeasuredValue
    /// What the device's clock said.
    public let timestamp: DeviceTimestamp?
    /// The user's number in the device; 0xFF is an unknown user.
    public let userID: UInt8?
    /// Body mass index and height.
    public let bodyMassIndexAndHeight: BodyMassIndexAndHeight?

    /// Describes a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - system: Which units the scale uses.
    ///   - weight: Weight in kilograms or pounds, or `.absent(.unsuccessful)`.
    ///   - timestamp: What the device's clock says.
    ///   - userID: The user's number in the device; 0xFF is an unknown user.
    ///   - bodyMassIndexAndHeight: Body mass index and height.
    public init(
        system: UnitSystem = .metric,
        weight: MeasuredValue,
        timestamp: DeviceTimestamp? = nil,
        userID: UInt8? = nil,
        bodyMassIndexAndHeight: BodyMassIndexAndHeight? = nil
    ) {
        self.system = system
        self.weight = weight
        self.timestamp = timestamp
        self.userID = userID
        self.bodyMassIndexAndHeight = bodyMassIndexAndHeight
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        system = flags.contains(.imperial) ? .imperial : .metric
        weight = try reader.count("weight", step: system.weightStep)
        timestamp = flags.contains(.timestamp) ? try reader.dateTime("time stamp") : nil
        userID = flags.contains(.userID) ? try reader.uint8("user id") : nil
        bodyMassIndexAndHeight =
            flags.contains(.bodyMassIndexAndHeight)
            ? try BodyMassIndexAndHeight(from: &reader, system: system) : nil
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as a scale would indicate it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number is no whole number of the scale's steps.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flags.rawValue)
        try writer.count(weight, "weight", step: system.weightStep)
        if let timestamp { writer.dateTime(timestamp) }
        if let userID { writer.uint8(userID) }
        try bodyMassIndexAndHeight?.write(to: &writer, system: system)
        return writer.bytes
    }

    /// The weight, then body mass index and height when the scale sent them.
    public var measurements: [DecodedMeasurement] {
        var measured = [Measurement.bodyWeight(weight, system: system)]
        if let bodyMassIndexAndHeight {
            measured += bodyMassIndexAndHeight.measurements(system: system)
        }
        return measured.map { DecodedMeasurement($0, userID: userID, deviceTime: timestamp) }
    }

    private var flags: Flags {
        var flags: Flags = system == .imperial ? .imperial : []
        if timestamp != nil { flags.insert(.timestamp) }
        if userID != nil { flags.insert(.userID) }
        if bodyMassIndexAndHeight != nil { flags.insert(.bodyMassIndexAndHeight) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let imperial = Flags(rawValue: 1 << 0)
        static let timestamp = Flags(rawValue: 1 << 1)
        static let userID = Flags(rawValue: 1 << 2)
        static let bodyMassIndexAndHeight = Flags(rawValue: 1 << 3)
        var reserved: UInt8 { rawValue & 0b1111_0000 }
    }
}
