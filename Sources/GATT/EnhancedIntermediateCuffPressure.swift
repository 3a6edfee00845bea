import Vitals

/// The pressure of the cuff during a measurement, 0x2B35: shown while it inflates and deflates, never a reading (GATT
/// Specification Supplement, Enhanced Intermediate Cuff Pressure).
///
/// ```
///  0       1               3
/// +-------+---------------+ - - - - - - - - - - - - - - - - -
/// | flags | cuff pressure |  as EnhancedBloodPressureFields
/// +-------+---------------+ - - - - - - - - - - - - - - - - -
///   u8      SFLOAT
///   b0 kPa
/// ```
public struct EnhancedIntermediateCuffPressure: CharacteristicValue {
    /// 0x2B35.
    public static let uuid = CharacteristicUUID.enhancedIntermediateCuffPressure

    /// The unit of the pressure, mmHg or kPa.
    public let unit: PressureUnit
    /// The pressure of the cuff.
    public let cuffPressure: MeasuredValue
    /// Times, pulse, user and status.
    public let fields: EnhancedBloodPressureFields

    /// Describes a moment of a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - unit: The unit of the pressure, mmHg or kPa.
    ///   - cuffPressure: The pressure of the cuff.
    ///   - fields: Times, pulse, user and status.
    public init(
        unit: PressureUnit = .millimetresOfMercury,
        cuffPressure: MeasuredValue,
        fields: EnhancedBloodPressureFields
    ) {
        self.unit = unit
        self.cuffPressure = cuffPressure
        self.fields = fields
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let bits = try EnhancedBloodPressureFields.Bits(rawValue: reader.uint8("flags"))
        unit = bits.unit
        cuffPressure = try reader.sfloat("cuff pressure")
        fields = try EnhancedBloodPressureFields(from: &reader, bits)
        try reader.finish(reservedFlags: bits.reserved)
    }

    /// Writes the value as a cuff would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(fields.bits(unit: unit).rawValue)
        try writer.sfloat(cuffPressure, "cuff pressure")
        try fields.write(to: &writer)
        return writer.bytes
    }
}
