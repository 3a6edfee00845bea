extension ExactDecimal {
    /// The longest text that is read: a sign, 18 digits and 127 zeros, or "0." and 128 digits, with room to spare.
    public static let maximumTextLength = 160

    /// Reads a number as JSON writes it: `-12.50`, `1.5e2`; no `+`, no leading zeros, no `NaN`.
    ///
    /// Trailing zeros of the fraction are kept, as they are precision. The sign of a zero is not.
    public init(_ text: String) throws(ExactDecimalError) {
        guard text.utf8.count <= Self.maximumTextLength else { throw .tooLong }
        var scanner = DecimalScanner(text: Array(text.utf8))
        let number = try scanner.scan()
        try self.init(significand: number.significand, exponent: number.exponent)
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The number in plain digits, without an exponent: `-12.50`.
    public var description: String {
        let digits = String(significand.magnitude)
        let sign = significand < 0 ? "-" : ""
        guard exponent < 0 else { return sign + digits + String(repeating: "0", count: exponent) }
        let padded = String(repeating: "0", count: max(0, fractionDigits + 1 - digits.count)) + digits
        let point = padded.index(padded.endIndex, offsetBy: exponent)
        return "\(sign)\(padded[..<point]).\(padded[point...])"
    }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
    /// Makes a whole number.
    public init(integerLiteral value: Int32) { self.init(value) }
}
