extension ExactDecimal {
    /// The exact sum, with the finer of both precisions.
    public static func + (left: ExactDecimal, right: ExactDecimal) throws(ExactDecimalError) -> ExactDecimal {
        let exponent = min(left.exponent, right.exponent)
        let (sum, overflow) = try left.digits(at: exponent).addingReportingOverflow(right.digits(at: exponent))
        guard !overflow else { throw .outOfRange }
        return try ExactDecimal(significand: sum, exponent: exponent)
    }

    /// The exact difference, with the finer of both precisions.
    public static func - (left: ExactDecimal, right: ExactDecimal) throws(ExactDecimalError) -> ExactDecimal {
        try left + (-right)
    }

    /// The number with the other sign.
    public static prefix func - (value: ExactDecimal) -> ExactDecimal {
        ExactDecimal(bounded: -value.significand, exponent: value.exponent)
    }

    /// The exact product; the fraction digits add up.
    public func multiplied(by factor: ExactDecimal) throws(ExactDecimalError) -> ExactDecimal {
        let (product, overflow) = significand.multipliedReportingOverflow(by: factor.significand)
        guard !overflow else { throw .tooManyDigits }
        return try ExactDecimal(significand: product, exponent: exponent + factor.exponent)
    }

    /// The number with at most that many digits after the point, halves rounded away from zero.
    ///
    /// Clinical bands are defined that way (NEWS2). A number with fewer digits stays as it is: rounding adds no digits.
    public func rounded(toFractionDigits digits: Int) -> ExactDecimal {
        precondition(digits >= 0, "a count of digits")
        guard fractionDigits > digits else { return self }
        let quotient = Int128(significand).dividedHalfAway(by: Int128.powerOfTen(fractionDigits - digits))
        return ExactDecimal(bounded: Int64(quotient), exponent: -digits)
    }

    /// `self × numerator / denominator`, rounded half away from zero to exactly that many digits after the point.
    func scaled(by numerator: Int64, over denominator: Int64, toFractionDigits digits: Int)
        throws(ExactDecimalError) -> ExactDecimal
    {
        let shift = exponent + digits
        let (product, isTooLarge) = (Int128(significand) * Int128(numerator))
            .multipliedReportingOverflow(by: Int128.powerOfTen(max(0, shift)))
        guard !isTooLarge else { throw .outOfRange }
        let (divisor, isTooSmall) = Int128(denominator)
            .multipliedReportingOverflow(by: Int128.powerOfTen(max(0, -shift)))
        let quotient = isTooSmall ? 0 : product.dividedHalfAway(by: divisor)
        guard let significand = Int64(exactly: quotient) else { throw .outOfRange }
        return try ExactDecimal(significand: significand, exponent: -digits)
    }

    private func digits(at target: Int) throws(ExactDecimalError) -> Int64 {
        guard significand != 0 else { return 0 }
        let digits = Int128(significand).multipliedReportingOverflow(by: Int128.powerOfTen(exponent - target))
        guard !digits.overflow, let narrow = Int64(exactly: digits.partialValue) else { throw .outOfRange }
        return narrow
    }
}

extension Int128 {
    /// The largest power of ten that fits.
    private static let largestPower = 38

    /// 10 to that power; beyond 38 it stays at 10^38, which is larger than any 18 digits can reach.
    static func powerOfTen(_ power: Int) -> Int128 {
        (0..<Swift.min(power, largestPower)).reduce(1) { value, _ in value * 10 }
    }

    /// The quotient rounded to the nearest whole number, halves away from zero.
    func dividedHalfAway(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder.magnitude >= divisor.magnitude - remainder.magnitude ? quotient + signum() : quotient
    }
}
