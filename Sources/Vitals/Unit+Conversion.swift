extension Unit {
    /// A way from one unit to another.
    private enum Conversion {
        /// Moving the decimal point keeps every digit and its precision.
        case shift(ExactDecimal)
        /// `(value + offset) × numerator / denominator`, rounded to that many digits after the point.
        case ratio(Int64, over: Int64, digits: Int, offset: ExactDecimal = 0)
    }

    /// Converts a value; nil when the units measure different things.
    ///
    /// | from → to | factor | result |
    /// |---|---|---|
    /// | same unit | 1 | the value with its own precision |
    /// | g → kg, m → cm | power of ten | exact, with its own precision |
    /// | kPa → mm[Hg] | 1000 / 133.322387415 (NIST SP 811, conventional mmHg) | 2 decimals |
    /// | [degF] → Cel | (F − 32) × 5/9 | 2 decimals |
    /// | [lb_av] → kg | 0.45359237, exact by definition | 3 decimals |
    /// | [in_i] → cm | 2.54, exact by definition | 2 decimals |
    /// | mmol/L → mg/dL | 18.0156, from the molar mass of glucose, 180.156 g/mol | 1 decimal |
    /// | mg/dL → mmol/L | 1 / 18.0156 | 2 decimals |
    ///
    /// Halves round away from zero. The decimals are enough to find the device's own figure again (a tenth of a degree
    /// Fahrenheit, a hundredth of a pound, of a kilopascal and of a mmol/L, a tenth of an inch), and no more.
    ///
    /// - Throws: `outOfRange` or `tooManyDigits` for a number that no body has.
    public func convert(_ value: ExactDecimal, to target: Unit) throws(ExactDecimalError) -> ExactDecimal? {
        guard self != target else { return value }
        switch conversion(to: target) {
        case nil: return nil
        case .shift(let factor): return try value.multiplied(by: factor)
        case .ratio(let numerator, let denominator, let digits, let offset):
            return try (value + offset).scaled(by: numerator, over: denominator, toFractionDigits: digits)
        }
    }

    private func conversion(to target: Unit) -> Conversion? {
        switch (self, target) {
        case (.grams, .kilograms): .shift(ExactDecimal(1, exponent: -3))
        case (.metres, .centimetres): .shift(100)
        case (.kilopascals, .millimetresOfMercury): .ratio(1_000_000_000_000, over: 133_322_387_415, digits: 2)
        case (.degreesFahrenheit, .degreesCelsius): .ratio(5, over: 9, digits: 2, offset: -32)
        case (.pounds, .kilograms): .ratio(45_359_237, over: 100_000_000, digits: 3)
        case (.inches, .centimetres): .ratio(254, over: 100, digits: 2)
        case (.millimolesPerLitre, .milligramsPerDecilitre): .ratio(180_156, over: 10_000, digits: 1)
        case (.milligramsPerDecilitre, .millimolesPerLitre): .ratio(10_000, over: 180_156, digits: 2)
        default: nil
        }
    }
}
