extension ExactDecimal: Comparable, Hashable {
    /// The same number without trailing zeros: one form for each numeric value.
    private var reduced: (significand: Int64, exponent: Int) {
        guard significand != 0 else { return (0, 0) }
        var (digits, power) = (significand, exponent)
        while digits % 10 == 0 {
            digits /= 10
            power += 1
        }
        return (digits, power)
    }

    /// Numeric equality: 2.0 equals 2.00.
    public static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.exponent == right.exponent ? left.significand == right.significand : left.reduced == right.reduced
    }

    /// Hashes the numeric value, as `==` compares it.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(reduced.significand)
        hasher.combine(reduced.exponent)
    }

    /// Numeric order, for every pair of exponents.
    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        let isOrderOfDigits =
            left.exponent == right.exponent || left.significand.signum() != right.significand.signum()
        if isOrderOfDigits { return left.significand < right.significand }
        let (small, large) = (left.leading, right.leading)
        guard small.exponent != large.exponent else { return small.significand < large.significand }
        return (small.exponent < large.exponent) == (left.significand > 0)
    }

    /// The significand brought to 18 digits, so that the exponent alone tells the magnitude; zero stays zero.
    private var leading: (significand: Int64, exponent: Int) {
        guard significand != 0 else { return (0, 0) }
        var (digits, power) = (significand, exponent)
        while digits.magnitude < Self.significandLimit.magnitude / 10 {
            digits *= 10
            power -= 1
        }
        return (digits, power)
    }
}
