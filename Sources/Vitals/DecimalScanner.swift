/// Reads the text of one decimal number, digit by digit, within bounds.
struct DecimalScanner {
    /// A text's exponent that is greater is out of range whatever the digits are.
    private static let maximumExponent = 9_999

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
        guard let first = nextDigit() else { throw .notANumber }
        significand = Int64(first)
        while let digit = nextDigit() {
            guard first != 0 else { throw .notANumber }
            if exponent == 0, append(digit) { continue }
            guard digit == 0 else { throw .tooManyDigits }
            exponent += 1
        }
    }

    private mutating func scanFraction() throws(ExactDecimalError) {
        guard var digit = nextDigit() else { throw .notANumber }
        guard exponent == 0 else { throw .tooManyDigits }
        while true {
            guard append(digit) else { throw .tooManyDigits }
            exponent -= 1
            guard let next = nextDigit() else { return }
            digit = next
        }
    }

    private mutating func scanExponent() throws(ExactDecimalError) {
        let isNegative = skip("-")
        if !isNegative { _ = skip("+") }
        guard let first = nextDigit() else { throw .notANumber }
        var value = Int(first)
        while let digit = nextDigit() {
            value = value * 10 + Int(digit)
            guard value <= Self.maximumExponent else { throw .outOfRange }
        }
        exponent += isNegative ? -value : value
    }

    private mutating func append(_ digit: UInt8) -> Bool {
        guard significand < ExactDecimal.significandLimit / 10 else { return false }
        significand = significand * 10 + Int64(digit)
        return true
    }

    private mutating func nextDigit() -> UInt8? {
        guard position < text.count else { return nil }
        let digit = text[position] &- UInt8(ascii: "0")
        guard digit < 10 else { return nil }
        position += 1
        return digit
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }
}
