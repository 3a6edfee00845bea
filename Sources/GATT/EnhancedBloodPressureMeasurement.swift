import Vitals

/// A blood pressure with the times of a clock that counts seconds, 0x2B34 (GATT Specification Supplement, Enhanced Blood
/// Pressure Measurement; Blood Pressure Service 1.1.1).
///
/// ```
///  0       1          3           5      7
/// +-------+----------+-----------+------+ - - - - - - - - - - - - - - - - -
/// | flags | systolic | diastolic | mean |  as EnhancedBloodPressureFields
/// +-------+----------+-----------+------+ - - - - - - - - - - - - - - - - -
///   u8      SFLOAT     SFLOAT     SFLOAT
///   b0 kPa
/// ```
public struct EnhancedBloodPressureMeasurement: CharacteristicValue {
    /// 0x2B34.
    public static let uuid = CharacteristicUUID.enhancedBloodPressureMeasurement

    /// The unit of the three pressures, mmHg or kPa.
    public let unit: PressureUnit
    /// Systolic pressure.
    public let systolic: MeasuredValue
    /// Diastolic pressure.
    public let diastolic: MeasuredValue
    /// Mean arterial pressure.
    public let mean: MeasuredValue
    /// Times, pulse, user and status.
    public let fields: EnhancedBloodPressureFields

    /// Describes a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - unit: The unit of the pressures, mmHg or kPa.
    ///   - systolic: Systolic pressure.
    ///   - diastolic: Diastolic pressure.
    ///   - mean: Mean arterial pressure.
    ///   - fields: Times, pulse, user and status.
    public init(
        unit: PressureUnit = .millimetresOfMercury,
        systolic: MeasuredValue,
        diastolic: MeasuredValue,
        mean: MeasuredValue = .absent(.notANumber),
        fields: EnhancedBloodPressureFields
    ) {
        self.unit = unit
        self.systolic = systolic
        self.diastolic = diastolic
        self.mean = mean
        self.fields = fields
    }

    /// Reads the value from the bytes of an indication.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        var reader = ByteReader(bytes)
        let bits = try EnhancedBloodPressureFields.Bits(rawValue: reader.uint8("flags"))
        unit = bits.unit
        systolic = try reader.sfloat("systolic pressure")
        diastolic = try reader.sfloat("diastolic pressure")
        mean = try reader.sfloat("mean arterial pressure")
        fields = try EnhancedBloodPressureFields(from: &reader, bits)
        try reader.finish(reservedFlags: bits.reserved)
    }

    /// Writes the value as a cuff would indicate it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when a number has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        var writer = ByteWriter()
        writer.uint8(fields.bits(unit: unit).rawValue)
        try writer.sfloat(systolic, "systolic pressure")
        try writer.sfloat(diastolic, "diastolic pressure")
        try writer.sfloat(mean, "mean arterial pressure")
        try fields.write(to: &writer)
        return writer.bytes
    }

    /// The blood pressure, and the pulse as a heart rate of its own when the cuff sent one.
    public var measurements: [DecodedMeasurement] {
        var measured = [
            Measurement.bloodPressure(systolic: systolic, diastolic: diastolic, mean: mean, unit: unit)
        ]
        if let pulseRate = fields.pulseRate { measured.append(.heartRate(pulseRate)) }
        return measured.map {
            DecodedMeasurement($0, userID: fields.userID, deviceTime: fields.deviceTime, flags: fields.flags)
        }
    }
}
