import Vitals

/// The two decimal number formats of IEEE 11073-20601: a signed exponent above a signed mantissa.
///
/// ```
///          15      12 11                     0          31      24 23                                0
///         +----------+------------------------+        +----------+-----------------------------------+
/// SFLOAT  | exponent |        mantissa        |  FLOAT | exponent |              mantissa             |
///         +----------+------------------------+        +----------+-----------------------------------+
/// ```
///
/// Both parts are two's complement and the value is mantissa × 10^exponent. The exponent is
/// precision: 0xF014 is 2.0 and 0xE0C8 is 2.00, and both stay what they are. With exponent 0, five
/// mantissas at the ends of the range are reasons for having no number.
/// Source: GATT Specification Supplement, 2.2 (medfloat16, medfloat32).
public struct MedicalFloat: Hashable, Sendable {
    /// The format of 16 bits.
    public static let sfloat = MedicalFloat(exponentBits: 4, mantissaBits: 12)

    /// The format of 32 bits.
    public static let float = MedicalFloat(exponentBits: 8, mantissaBits: 24)

    private let exponentBits: UInt32
    private let mantissaBits: UInt32

    private init(exponentBits: UInt32, mantissaBits: UInt32) {
        self.exponentBits = exponentBits
        self.mantissaBits = mantissaBits
    }

    /// Reads a number or the reason why there is none.
    ///
    /// - Parameter bits: The value as it is on the wire, in the lowest bits.
    /// - Returns: An exact decimal, or why there is no number.
    public func decode(_ bits: UInt32) -> MeasuredValue {
        let mantissa = signed(bits, width: mantissaBits)
        let exponent = signed(bits >> mantissaBits, width: exponentBits)
        if exponent == 0, let reason = absenceReason(mantissa: Int64(mantissa)) {
            return .absent(reason)
        }
        return .number(ExactDecimal(mantissa, exponent: Int8(exponent)))
    }

    /// Finds the bits that say exactly this value, precision included.
    ///
    /// - Parameter value: A number or the reason why there is none.
    /// - Returns: The bits, or nil when the format has no room for the value at its precision.
    public func encode(_ value: MeasuredValue) -> UInt32? {
        switch value {
        case .absent(let reason): specialMantissa(reason).map { bits(mantissa: $0, exponent: 0) }
        case .number(let number): encode(number)
        }
    }

    private func encode(_ number: ExactDecimal) -> UInt32? {
        var mantissa = number.significand
        var exponent = number.exponent
        // Zeros before the decimal point say nothing of precision and may move into the exponent.
        while exponent >= 0, mantissa.isMultiple(of: 10), !hasForm(mantissa: mantissa, exponent: exponent) {
            mantissa /= 10
            exponent += 1
        }
        return hasForm(mantissa: mantissa, exponent: exponent) ? bits(mantissa: mantissa, exponent: exponent) : nil
    }

    private func hasForm(mantissa: Int64, exponent: Int) -> Bool {
        let exponentLimit = 1 << (Int(exponentBits) - 1)
        return (-largestMantissa - 1...largestMantissa).contains(mantissa)
            && (-exponentLimit..<exponentLimit).contains(exponent)
            && (exponent != 0 || absenceReason(mantissa: mantissa) == nil)
    }

    private func bits(mantissa: Int64, exponent: Int) -> UInt32 {
        let exponentMask: UInt32 = (1 << exponentBits) - 1
        let mantissaMask: UInt32 = (1 << mantissaBits) - 1
        return (UInt32(truncatingIfNeeded: exponent) & exponentMask) << mantissaBits
            | UInt32(truncatingIfNeeded: mantissa) & mantissaMask
    }

    /// The largest mantissa; as a special value it is "not a number".
    private var largestMantissa: Int64 { (1 << (Int64(mantissaBits) - 1)) - 1 }

    private func absenceReason(mantissa: Int64) -> AbsenceReason? {
        AbsenceReason.allCases.first { specialMantissa($0) == mantissa }
    }

    private func specialMantissa(_ reason: AbsenceReason) -> Int64? {
        switch reason {
        case .notANumber: largestMantissa
        case .positiveInfinity: largestMantissa - 1
        case .notAtThisResolution: -largestMantissa - 1
        case .reserved: -largestMantissa
        case .negativeInfinity: -largestMantissa + 1
        case .unsuccessful: nil
        }
    }

    private func signed(_ bits: UInt32, width: UInt32) -> Int32 {
        Int32(truncatingIfNeeded: bits << (32 - width)) >> Int32(32 - width)
    }
}
