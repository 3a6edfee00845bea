/// Why a text or an operation does not give an `ExactDecimal`.
public enum ExactDecimalError: String, Error, Sendable, CustomStringConvertible {
    /// The text is not a decimal number: digits with an optional fraction and exponent, as JSON writes them.
    case notANumber = "not-a-number"
    /// The text is longer than any number within the bounds.
    case tooLong = "too-long"
    /// The number has more than 18 significant digits.
    case tooManyDigits = "too-many-digits"
    /// The number is too large, or has digits at too small a place.
    case outOfRange = "out-of-range"

    /// Stable, for programs.
    public var code: String { "exact-decimal.\(rawValue)" }

    /// Safe to log: it never holds the number.
    public var description: String { code }
}
