/// A decimal number exactly as a device or a document wrote it: `significand × 10^exponent`.
///
/// A binary `Double` loses what a device said: 2.00 is not 2.0, and 36.4 has no finite binary form. This type keeps
/// both. Equality, order and hash are numeric (2.0 == 2.00); `hasSameRepresentation(as:)` compares the text.
///
/// Bounds: 18 significant digits, and exponents that an IEEE 11073 FLOAT can carry (-128 to 127), so that every number
/// a Bluetooth device can send is representable and no text can make the service work for long.
///
/// Each plain text has one representation: a positive exponent is multiplied out as far as 18 digits allow.
public struct ExactDecimal: Sendable {
    /// The most digits a significand has: every such number fits `Int64`, and sums of two still do.
    public static let maximumDigits = 18
    /// The exponents of an IEEE 11073 FLOAT.
    public static let exponents = -128...127

    /// The digits with their sign.
    public let significand: Int64
    /// The power of ten that the significand is multiplied by; its negative is the count of fraction digits.
    public let exponent: Int

    static let significandLimit: Int64 = 1_000_000_000_000_000_000

    /// Makes `significand × 10^exponent`.
    ///
    /// - Throws: `outOfRange` when the exponent is outside `exponents`, `tooManyDigits` beyond 18 digits.
    public init(significand: Int64, exponent: Int) throws(ExactDecimalError) {
        guard significand.magnitude < Self.significandLimit.magnitude else { throw .tooManyDigits }
        guard significand == 0 || exponent <= Self.exponents.upperBound, exponent >= Self.exponents.lowerBound else {
            throw .outOfRange
        }
        self.init(bounded: significand, exponent: exponent)
    }

    /// Makes `significand × 10^exponent`; the narrow types cannot leave the bounds, so that this cannot fail.
    ///
    /// It holds every IEEE 11073 SFLOAT and FLOAT.
    public init(_ significand: Int32, exponent: Int8 = 0) {
        self.init(bounded: Int64(significand), exponent: Int(exponent))
    }

    /// Multiplies a positive exponent out; the caller has checked the bounds.
    init(bounded significand: Int64, exponent: Int) {
        var significand = significand
        var exponent = significand == 0 ? min(exponent, 0) : exponent
        while exponent > 0, significand.magnitude < Self.significandLimit.magnitude / 10 {
            significand *= 10
            exponent -= 1
        }
        self.significand = significand
        self.exponent = exponent
    }

    /// The digits after the decimal point: the precision that the source gave.
    public var fractionDigits: Int { max(0, -exponent) }

    /// Tells whether both have the same text: 2.0 and 2.00 are equal and have not.
    public func hasSameRepresentation(as other: ExactDecimal) -> Bool {
        significand == other.significand && exponent == other.exponent
    }
}
