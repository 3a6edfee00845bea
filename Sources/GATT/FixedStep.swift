import Vitals

/// What one count of an integer field is worth, as the specification fixes it.
///
/// The resolution of a weight is fixed by 2A9D itself; the resolution in the feature
/// characteristic 2A9E only says how finely the scale measures and never scales a value.
public struct FixedStep: Hashable, Sendable {
    /// 0.005 kg, the metric weight.
    public static let weightKilograms = FixedStep(significand: 5, exponent: -3)
    /// 0.01 lb, the imperial weight.
    public static let weightPounds = FixedStep(significand: 1, exponent: -2)
    /// 0.1 kg/m².
    public static let bodyMassIndex = FixedStep(significand: 1, exponent: -1)
    /// 0.001 m, the metric height.
    public static let heightMetres = FixedStep(significand: 1, exponent: -3)
    /// 0.1 in, the imperial height.
    public static let heightInches = FixedStep(significand: 1, exponent: -1)
    /// 0.1 %, of body fat and muscle.
    public static let percentage = FixedStep(significand: 1, exponent: -1)
    /// 0.1 Ω, of the body's impedance.
    public static let ohms = FixedStep(significand: 1, exponent: -1)

    /// The largest count of the largest step: no larger number has a count.
    private static let largestSignificand = UInt64(UInt16.max) * 5

    private let significand: Int32
    private let exponent: Int8

    /// Multiplies a count out.
    ///
    /// - Parameter count: The integer on the wire.
    /// - Returns: The exact value.
    public func decode(_ count: UInt16) -> ExactDecimal {
        ExactDecimal(Int32(count) * significand, exponent: exponent)
    }

    /// Finds the count that is worth exactly this value.
    ///
    /// - Parameter value: The value, with any precision: 82.4 kg and 82.400 kg are the same count.
    /// - Returns: The integer on the wire, or nil when no count is worth this value.
    public func encode(_ value: ExactDecimal) -> UInt16? {
        let reduced = value.rounded(toFractionDigits: -Int(exponent))
        guard reduced == value else { return nil }
        var steps = reduced.significand
        for _ in Int(exponent)..<reduced.exponent {
            guard steps.magnitude <= Self.largestSignificand else { return nil }
            steps *= 10
        }
        guard steps.isMultiple(of: Int64(significand)) else { return nil }
        return UInt16(exactly: steps / Int64(significand))
    }
}
