import Vitals

/// What a meter knows of one of its records besides the concentration, 0x2A34 (GATT Specification Supplement, Glucose
/// Measurement Context; Glucose Service 1.0.1, 3.2).
///
/// It is never a reading.
///
/// ```
///  0       1          3
/// +-------+----------+ - - - - -+ - - - - - - -+ - - - -+ - - - - - - - + - - - - - + - - - - - -+ - - - -+
/// | flags | sequence | extended | carbohydrate |  meal  | health, tester | exercise | medication | HbA1c  |
/// +-------+----------+ - - - - -+ - - - - - - -+ - - - -+ - - - - - - - + - - - - - + - - - - - -+ - - - -+
///   u8      u16        u8,        u8 id,         u8,      u8,             u16 s,      u8 id,       SFLOAT %,
///   b5 litres          bit 7      SFLOAT kg,     bit 1    bit 2           u8 %,       SFLOAT,      bit 6
///                                 bit 0                                   bit 3       bit 4
/// ```
/// The units of carbohydrate and medication are kilograms and litres as they stand: the decimal exponents that the old
/// XML definitions of the characteristic gave beside them are how to show them (g, mg, mL), not factors.
public struct GlucoseMeasurementContext: CharacteristicValue {
    /// 0x2A34.
    public static let uuid = CharacteristicUUID.glucoseMeasurementContext

    /// The number of the record that the context belongs to.
    public let sequenceNumber: UInt16
    /// Flags of a later version, all reserved.
    public let extendedFlags: UInt8?
    /// Carbohydrates that were eaten.
    public let carbohydrate: GlucoseCarbohydrate?
    /// When it was measured in relation to a meal.
    public let meal: GlucoseMeal?
    /// Who measured and how the person was.
    public let testerHealth: GlucoseTesterHealth?
    /// Exercise before the measurement.
    public let exercise: GlucoseExercise?
    /// Medication that was taken.
    public let medication: GlucoseMedication?
    /// Glycated haemoglobin in percent.
    public let hbA1c: MeasuredValue?

    /// Describes a context, as a simulated device does.
    ///
    /// - Parameters:
    ///   - sequenceNumber: The number of the record that the context belongs to.
    ///   - extendedFlags: Flags of a later version, all reserved.
    ///   - carbohydrate: Carbohydrates that were eaten.
    ///   - meal: When it is measured in relation to a meal.
    ///   - testerHealth: Who measures and how the person is.
    ///   - exercise: Exercise before the measurement.
    ///   - medication: Medication that was taken.
    ///   - hbA1c: Glycated haemoglobin in percent.
    public init(
        sequenceNumber: UInt16,
        extendedFlags: UInt8? = nil,
        carbohydrate: GlucoseCarbohydrate? = nil,
        meal: GlucoseMeal? = nil,
        testerHealth: GlucoseTesterHealth? = nil,
        exercise: GlucoseExercise? = nil,
        medication: GlucoseMedication? = nil,
        hbA1c: MeasuredValue? = nil
    ) {
        self.sequenceNumber = sequenceNumber
        self.extendedFlags = extendedFlags
        self.carbohydrate = carbohydrate
        self.meal = meal
        self.testerHealth = testerHealth
        self.exercise = exercise
        self.medication = medication
        self.hbA1c = hbA1c
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let flags = try Flags(rawValue: reader.uint8("flags"))
        sequenceNumber = try reader.uint16("sequence number")
        extendedFlags = flags.contains(.extended) ? try reader.uint8("extended flags") : nil
        carbohydrate = flags.contains(.carbohydrate) ? try GlucoseCarbohydrate(from: &reader) : nil
        meal = flags.contains(.meal) ? try GlucoseMeal(rawValue: reader.uint8("meal")) : nil
        testerHealth =
            flags.contains(.testerHealth) ? try GlucoseTesterHealth(byte: reader.uint8("tester and health")) : nil
        exercise = flags.contains(.exercise) ? try GlucoseExercise(from: &reader) : nil
        let unit: GlucoseMedication.Unit = flags.contains(.litres) ? .litres : .kilograms
        medication = flags.contains(.medication) ? try GlucoseMedication(from: &reader, unit: unit) : nil
        hbA1c = flags.contains(.hbA1c) ? try reader.sfloat("HbA1c") : nil
        try reader.finish(reservedFlags: extendedFlags ?? 0)
    }

    /// Writes the value as a meter would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(flagBits.rawValue)
        writer.uint16(sequenceNumber)
        if let extendedFlags { writer.uint8(extendedFlags) }
        try carbohydrate?.write(to: &writer)
        if let meal { writer.uint8(meal.rawValue) }
        if let testerHealth { writer.uint8(testerHealth.byte) }
        exercise?.write(to: &writer)
        try medication?.write(to: &writer)
        if let hbA1c { try writer.sfloat(hbA1c, "HbA1c") }
        return writer.bytes
    }

    /// What the context says by name: the meal, the tester and the person's health.
    public var flags: [MeasurementFlag] { [meal?.flag].compactMap(\.self) + (testerHealth?.flags ?? []) }

    private var flagBits: Flags {
        var flags: Flags = medication?.unit == .litres ? .litres : []
        if carbohydrate != nil { flags.insert(.carbohydrate) }
        if meal != nil { flags.insert(.meal) }
        if testerHealth != nil { flags.insert(.testerHealth) }
        if exercise != nil { flags.insert(.exercise) }
        if medication != nil { flags.insert(.medication) }
        if hbA1c != nil { flags.insert(.hbA1c) }
        if extendedFlags != nil { flags.insert(.extended) }
        return flags
    }

    private struct Flags: OptionSet {
        let rawValue: UInt8
        static let carbohydrate = Flags(rawValue: 1 << 0)
        static let meal = Flags(rawValue: 1 << 1)
        static let testerHealth = Flags(rawValue: 1 << 2)
        static let exercise = Flags(rawValue: 1 << 3)
        static let medication = Flags(rawValue: 1 << 4)
        static let litres = Flags(rawValue: 1 << 5)
        static let hbA1c = Flags(rawValue: 1 << 6)
        static let extended = Flags(rawValue: 1 << 7)
    }
}
