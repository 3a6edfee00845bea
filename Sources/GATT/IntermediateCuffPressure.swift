import Vitals

/// The pressure of the cuff during a measurement, 0x2A36: shown while it inflates and deflates, never a reading.
///
/// The bytes are laid out as in 0x2A35, with the pressure of the cuff in the place of the systolic
/// pressure and "not a number" in the places of the other two
/// (GATT Specification Supplement, Intermediate Cuff Pressure). It is a type of its own so that no
/// code can take a cuff pressure for a systolic pressure.
public struct IntermediateCuffPressure: CharacteristicValue {
    /// 0x2A36.
    public static let uuid = CharacteristicUUID.intermediateCuffPressure

    /// The unit of the pressure, mmHg or kPa.
    public let unit: PressureUnit
    /// The pressure of the cuff.
    public let cuffPressure: MeasuredValue

    /// Describes a moment of a measurement, as a simulated device does.
    ///
    /// - Parameters:
    ///   - unit: The unit of the pressure, mmHg or kPa.
    ///   - cuffPressure: The pressure of the cuff.
    public init(unit: PressureUnit = .millimetresOfMercury, cuffPressure: MeasuredValue) {
        self.unit = unit
        self.cuffPressure = cuffPressure
    }

    /// Reads the value from the bytes of a notification.
    ///
    /// - Parameter bytes: All the bytes of the value.
    /// - Throws: What is wrong at which byte.
    public init(decoding bytes: [UInt8]) throws(GATTError) {
        let sameLayout = try BloodPressureMeasurement(decoding: bytes)
        self.init(unit: sameLayout.unit, cuffPressure: sameLayout.systolic)
    }

    /// Writes the value as a cuff would notify it.
    ///
    /// - Returns: All the bytes of the value.
    /// - Throws: `GATTError.Code.notEncodable` when the pressure has no SFLOAT form.
    public func encoded() throws(GATTError) -> [UInt8] {
        try BloodPressureMeasurement(
            unit: unit,
            systolic: cuffPressure,
            diastolic: .absent(.notANumber),
            mean: .absent(.notANumber)
        ).encoded()
    }
}
