import Vitals

/// The two units in which a meter gives glucose concentrations.
///
/// On the wire they are kg/L and mol/L (GATT Specification Supplement, Glucose Measurement); moving the decimal point
/// makes of them the units that people use, with every digit and the precision of the device.
public enum GlucoseConcentrationUnit: Hashable, Sendable, CaseIterable {
    /// mg/dL; kg/L on the wire.
    case milligramsPerDecilitre
    /// mmol/L; mol/L on the wire.
    case millimolesPerLitre

    var unit: Unit { self == .milligramsPerDecilitre ? .milligramsPerDecilitre : .millimolesPerLitre }

    /// 1 kg/L is 10⁵ mg/dL, 1 mol/L is 10³ mmol/L.
    private var powerOfTen: Int { self == .milligramsPerDecilitre ? 5 : 3 }

    func read(from reader: inout ByteReader, _ field: String) throws(GATTError) -> MeasuredValue {
        let start = reader.offset
        guard let value = Self.movePoint(of: try reader.sfloat(field), by: powerOfTen) else {
            throw GATTError(.outOfRange, at: start, expected: field)
        }
        return value
    }

    func write(_ value: MeasuredValue, to writer: inout ByteWriter, _ field: String) throws(GATTError) {
        guard let onWire = onWire(value) else {
            throw GATTError(.notEncodable, at: writer.bytes.count, expected: field)
        }
        try writer.sfloat(onWire, field)
    }

    /// The value in the unit of the wire, in the first form that an SFLOAT has room for.
    ///
    /// Zeros before the point say nothing of precision: they may go, where the point that moves left would make them
    /// digits of a fraction.
    private func onWire(_ value: MeasuredValue) -> MeasuredValue? {
        guard case .number(let number) = value else { return value }
        var (significand, exponent) = (number.significand, number.exponent)
        while true {
            let moved = try? ExactDecimal(significand: significand, exponent: exponent - powerOfTen)
            let isWritable = moved.map { MedicalFloat.sfloat.encode(.number($0)) != nil } ?? false
            if isWritable || exponent < 0 || significand == 0 || !significand.isMultiple(of: 10) {
                return moved.map(MeasuredValue.number)
            }
            significand /= 10
            exponent += 1
        }
    }

    private static func movePoint(of value: MeasuredValue, by places: Int) -> MeasuredValue? {
        guard case .number(let number) = value else { return value }
        let moved = try? ExactDecimal(significand: number.significand, exponent: number.exponent + places)
        return moved.map(MeasuredValue.number)
    }
}
