/// An exact decimal number as `numeric` has it: `significand` times ten to the power of `exponent`.
///
/// A negative exponent is the number of digits after the point and is kept both ways: 2.00 is 200 and -2.
public struct PostgresNumeric: Sendable, Hashable {
    /// All digits of the number, with its sign.
    public let significand: Int64
    /// The power of ten that the significand is multiplied with.
    public let exponent: Int

    /// The exponents that `numeric` can hold, with room for the significand's own digits.
    public static let exponents = -16_383...131_000

    /// Makes the number.
    ///
    /// - Parameters:
    ///   - significand: All digits, with the sign.
    ///   - exponent: The power of ten; encoding one outside of `exponents` is an `invalid-parameter` error.
    public init(significand: Int64, exponent: Int) {
        self.significand = significand
        self.exponent = exponent
    }
}
