import Vitals

extension MetricLimits {
    /// The outermost limit that the value is beyond; nil within the limits.
    public func crossing(of value: ExactDecimal) -> LimitCrossing? {
        if let alertLow, value < alertLow { return LimitCrossing(name: .alertLow, limit: alertLow) }
        if let alertHigh, value > alertHigh { return LimitCrossing(name: .alertHigh, limit: alertHigh) }
        if let warningLow, value < warningLow { return LimitCrossing(name: .warningLow, limit: warningLow) }
        if let warningHigh, value > warningHigh { return LimitCrossing(name: .warningHigh, limit: warningHigh) }
        return nil
    }

    /// Whether a value is back from beyond the limits of one side: within the inner limit by the hysteresis.
    ///
    /// Where the hysteresis is wider than half the normal band, the middle of the band is enough: otherwise no value
    /// could ever be normal again.
    func isBack(_ value: ExactDecimal, from side: LimitSide, hysteresis: ExactDecimal) -> Bool {
        let (low, high) = (warningLow ?? alertLow, warningHigh ?? alertHigh)
        let middle = low.flatMap { low in high.flatMap { high in Self.middle(low, high) } }
        switch side {
        case .low:
            guard let low else { return true }
            let threshold = Self.sum(low, hysteresis)
            return value >= min(threshold, middle ?? threshold)
        case .high:
            guard let high else { return true }
            let threshold = Self.sum(high, -hysteresis)
            return value <= max(threshold, middle ?? threshold)
        }
    }

    /// Whether a value is within the alert limit of one side by the hysteresis.
    func isWithinAlertLimit(_ value: ExactDecimal, on side: LimitSide, hysteresis: ExactDecimal) -> Bool {
        switch side {
        case .low: alertLow.map { value >= Self.sum($0, hysteresis) } ?? true
        case .high: alertHigh.map { value <= Self.sum($0, -hysteresis) } ?? true
        }
    }

    /// A sum of a plausible limit and a hysteresis fits by far; were it not to, there would be no hysteresis.
    private static func sum(_ limit: ExactDecimal, _ hysteresis: ExactDecimal) -> ExactDecimal {
        (try? limit + hysteresis) ?? limit
    }

    private static func middle(_ low: ExactDecimal, _ high: ExactDecimal) -> ExactDecimal? {
        try? (low + high).multiplied(by: ExactDecimal(5, exponent: -1))
    }
}
