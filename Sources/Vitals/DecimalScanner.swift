/// Reads the text of one decimal number, digit by digit, within bounds.
struct DecimalScanner {
    /// More digits than this in a text's exponent are out of range whatever they are.
    private static let maximumExponentDigits = 4

    let text: [UInt8]
    private var position = 0
    private var significand: Int64 = 0
    private var exponent = 0

    init(text: [UInt8]) { self.text = text }

    /// Reads the whole text.
    mutating func scan() throws(ExactDecimalError) -> (significand: Int64, exponent: Int) {
        let isNegative = skip("-")
        try scanInteger()
        if skip(".") { try scanFraction() }
        if skip("e") || skip("E") { try scanExponent() }
        guard position == text.count else { throw .notANumber }
        return (isNegative ? -significand : significand, exponent)
    }

    /// Digits beyond the eighteenth may only be zeros: they go into the exponent.
    private mutating func scanInteger() throws(ExactDecimalError) {
        let digits = takeDigits()
        guard let first = digits.first, digits.count == 1 || first != 0 else { throw .notANumber }
        for digit in digits {
            if exponent == 0, append(digit) { continue }
            guard digit == 0 else { throw .tooManyDigits }
            exponent += 1
        }
    }

    private mutating func scanFraction() throws(ExactDecimalError) {
        let digits = takeDigits()
        guard !digits.isEmpty else { throw .notANumber }
        guard exponent == 0 else { throw .tooManyDigits }
        for digit in digits {
            guard append(digit) else { throw .tooManyDigits }
            exponent -= 1
        }
    }

    private mutating func scanExponent() throws(ExactDecimalError) {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        let digits = takeDigits()
        guard !digits.isEmpty else { throw .notANumber }
        let significant = digits.drop { $0 == 0 }
        guard significant.count <= Self.maximumExponentDigits else { throw .outOfRange }
        let value = significant.reduce(0) { $0 * 10 + Int($1) }
        exponent += isNegative ? -value : value
    }

    private mutating func append(_ digit: UInt8) -> Bool {
        guard significand < ExactDecimal.significandLimit / 10 else { return false }
        significand = significand * 10 + Int64(digit)
        return true
    }

    private mutating func takeDigits() -> [UInt8] {
        let digits = text[position...].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        position += digits.count
        return digits.map { $0 - UInt8(ascii: "0") }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
