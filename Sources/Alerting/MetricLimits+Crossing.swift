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

    /// The reasons for which an absent value is one that these limits can judge.
    public var judgeableAbsences: [AbsenceReason] {
        AbsenceReason.allCases.filter { judgeable(.absent($0)) != nil }
    }

    /// What of a value these limits can judge; nil when there is neither a number nor a limit on the side of the
    /// device's range that the value is beyond.
    public func judgeable(_ value: MeasuredValue) -> JudgedValue? {
        let judged = JudgedValue(value)
        if case .beyondDevice(let side) = judged, outermost(side) == nil { return nil }
        return judged
    }

    /// The outermost limit that the value is beyond; what no device can measure is beyond every limit of its side.
    func crossing(of value: JudgedValue) -> LimitCrossing? {
        switch value {
        case .number(let number): crossing(of: number)
        case .beyondDevice(let side): outermost(side)
        }
    }

    private func outermost(_ side: LimitSide) -> LimitCrossing? {
        let names: [LimitName] = side == .low ? [.alertLow, .warningLow] : [.alertHigh, .warningHigh]
        for name in names {
            if let limit = self[name] { return LimitCrossing(name: name, limit: limit, isBeyondDevice: true) }
        }
        return nil
    }

    /// Whether a value is back from beyond the limits of one side: within the inner limit by the hysteresis.
    ///
    /// Where the hysteresis is wider than half the normal band, the middle of the band is enough: otherwise no value
    /// could ever be normal again.
    func isBack(_ value: JudgedValue, from side: LimitSide, hysteresis: ExactDecimal) -> Bool {
        guard case .number(let value) = value else { return false }
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
    func isWithinAlertLimit(_ value: JudgedValue, on side: LimitSide, hysteresis: ExactDecimal) -> Bool {
        guard case .number(let value) = value else { return false }
        return switch side {
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
