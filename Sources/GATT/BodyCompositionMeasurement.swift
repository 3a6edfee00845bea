import Vitals

/// What a body is made of, 0x2A9C (GATT Specification Supplement, Body Composition Measurement; Body Composition Service
/// 1.0, 3.2).
///
/// ```
///  0       2          4
/// +-------+----------+ - - - - - -+ - - - - -+ - - - - - - + - - - - - + - - - - - - - - - - - - - - - - - - - - -
/// | flags | body fat | time stamp |  user id |  metabolism |  muscle   | muscle, fat-free, soft lean, water mass …
/// +-------+----------+ - - - - - -+ - - - - -+ - - - - - - + - - - - - + - - - - - - - - - - - - - - - - - - - - -
///   u16     u16        7, bit 1     u8,        u16 kJ,       u16,        u16 each, bits 5 to 8
///   b0 imperial                     bit 2      bit 3         bit 4
///   b12 one of two packets                   - - - - - - - - - - - - - - - - +
///                                              … impedance | weight | height |   u16 each, bits 9, 10 and 11
///                                            - - - - - - - - - - - - - - - - +
/// ```
/// Body fat and muscle count 0.1 %, masses and weight 0.005 kg or 0.01 lb, impedance 0.1 Ω, height 0.001 m or 0.1 in.
/// Body fat or weight 0xFFFF is an unsuccessful measurement. Reserved: bits 13 to 15.
public struct BodyCompositionMeasurement: CharacteristicValue {
    /// 0x2A9C.
    public static let uuid = CharacteristicUUID.bodyCompositionMeasurement

    /// Which units the scale uses.
    public let system: UnitSystem
    /// Body fat in percent of the weight.
    public let bodyFat: MeasuredValue
    /// What the device's clock said.
    public var timestamp: DeviceTimestamp?
    /// The user's number in the device; 0xFF is an unknown user.
    public var userID: UInt8?
    /// Basal metabolism in kilojoules.
    public var basalMetabolismKilojoules: UInt16?
    /// Muscle in percent of the weight.
    public var musclePercentage: ExactDecimal?
    /// Masses in kilograms or pounds.
    public var masses = BodyCompositionMasses()
    /// Impedance in ohms.
    public var impedanceOhms: ExactDecimal?
    /// Weight in kilograms or pounds.
    public var weight: MeasuredValue?
    /// Height in metres or inches.
    public var height: ExactDecimal?
    /// Whether this is one of the two packets of a measurement.
    public var isPart: Bool

    /// Describes a measurement, as a simulated device does; its optional fields are set afterwards.
    ///
    /// - Parameters:
    ///   - system: Which units the scale uses.
    ///   - bodyFat: Body fat in percent of the weight, or `.absent(.unsuccessful)`.
    ///   - isPart: Whether it is one of the two packets of a measurement.
    public init(system: UnitSystem = .metric, bodyFat: MeasuredValue, isPart: Bool = false) {
        self.system = system
        self.bodyFat = bodyFat
        self.isPart = isPart
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint16("flags"))
        let system: UnitSystem = flags.contains(.imperial) ? .imperial : .metric
        self.system = system
        isPart = flags.contains(.multiplePackets)
        bodyFat = try reader.count("body fat", step: .percentage)
        if flags.contains(.timestamp) { timestamp = try reader.dateTime("time stamp") }
        if flags.contains(.userID) { userID = try reader.uint8("user id") }
        if flags.contains(.metabolism) { basalMetabolismKilojoules = try reader.uint16("basal metabolism") }
        if flags.contains(.musclePercentage) {
            musclePercentage = try reader.scaled("muscle percentage", step: .percentage)
        }
        masses = try Self.masses(from: &reader, flags, step: system.weightStep)
        if flags.contains(.impedance) { impedanceOhms = try reader.scaled("impedance", step: .ohms) }
        if flags.contains(.weight) { weight = try reader.count("weight", step: system.weightStep) }
        if flags.contains(.height) { height = try reader.scaled("height", step: system.heightStep) }
        try reader.finish(reservedFlags: flags.reserved)
    }

    /// Writes the value as a scale would indicate it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number is no whole number of the scale's steps.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint16(flags.rawValue)
        try writer.count(bodyFat, "body fat", step: .percentage)
        if let timestamp { writer.dateTime(timestamp) }
        if let userID { writer.uint8(userID) }
        if let basalMetabolismKilojoules { writer.uint16(basalMetabolismKilojoules) }
        if let musclePercentage { try writer.scaled(musclePercentage, "muscle percentage", step: .percentage) }
        let all = [masses.muscle, masses.fatFree, masses.softLean, masses.bodyWater].compactMap(\.self)
        for mass in all { try writer.scaled(mass, "mass", step: system.weightStep) }
        if let impedanceOhms { try writer.scaled(impedanceOhms, "impedance", step: .ohms) }
        if let weight { try writer.count(weight, "weight", step: system.weightStep) }
        if let height { try writer.scaled(height, "height", step: system.heightStep) }
        return writer.bytes
    }

    private static func masses(
        from reader: inout ByteReader,
        _ flags: Flags,
        step: FixedStep
    ) throws(GATTError) -> BodyCompositionMasses {
        var masses = BodyCompositionMasses()
        if flags.contains(.muscleMass) { masses.muscle = try reader.scaled("muscle mass", step: step) }
        if flags.contains(.fatFreeMass) { masses.fatFree = try reader.scaled("fat-free mass", step: step) }
        if flags.contains(.softLeanMass) { masses.softLean = try reader.scaled("soft lean mass", step: step) }
        if flags.contains(.bodyWaterMass) { masses.bodyWater = try reader.scaled("body water mass", step: step) }
        return masses
    }

    private var flags: Flags {
        let present: [(Bool, Flags)] = [
            (system == .imperial, .imperial), (timestamp != nil, .timestamp), (userID != nil, .userID),
            (basalMetabolismKilojoules != nil, .metabolism), (musclePercentage != nil, .musclePercentage),
            (masses.muscle != nil, .muscleMass), (masses.fatFree != nil, .fatFreeMass),
            (masses.softLean != nil, .softLeanMass), (masses.bodyWater != nil, .bodyWaterMass),
            (impedanceOhms != nil, .impedance), (weight != nil, .weight), (height != nil, .height),
            (isPart, .multiplePackets),
        ]
        return Flags(present.filter(\.0).map(\.1))
    }

    private struct Flags: OptionSet {
        let rawValue: UInt16
        static let imperial = Flags(rawValue: 1 << 0)
        static let timestamp = Flags(rawValue: 1 << 1)
        static let userID = Flags(rawValue: 1 << 2)
        static let metabolism = Flags(rawValue: 1 << 3)
        static let musclePercentage = Flags(rawValue: 1 << 4)
        static let muscleMass = Flags(rawValue: 1 << 5)
        static let fatFreeMass = Flags(rawValue: 1 << 6)
        static let softLeanMass = Flags(rawValue: 1 << 7)
        static let bodyWaterMass = Flags(rawValue: 1 << 8)
        static let impedance = Flags(rawValue: 1 << 9)
        static let weight = Flags(rawValue: 1 << 10)
        static let height = Flags(rawValue: 1 << 11)
        static let multiplePackets = Flags(rawValue: 1 << 12)
        var reserved: UInt8 { UInt8(rawValue >> 13) }
    }
}
