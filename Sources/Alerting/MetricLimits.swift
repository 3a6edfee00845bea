import Vitals

/// The four limits of one metric, in the metric's unit; each may be missing.
///
/// A limit is the last value that is still acceptable: only a value *beyond* it counts, so that a low limit of 70 mg/dL
/// is crossed by 69 (ADA: below 70). With none of the four set the metric never alerts.
public struct MetricLimits: Sendable, Hashable {
    /// What is limited.
    public let metric: Metric
    /// Below it the alert has high priority.
    public let alertLow: ExactDecimal?
    /// Below it the alert has medium priority.
    public let warningLow: ExactDecimal?
    /// Above it the alert has medium priority.
    public let warningHigh: ExactDecimal?
    /// Above it the alert has high priority.
    public let alertHigh: ExactDecimal?

    /// Makes limits that ascend and that a plausible reading can cross.
    ///
    /// - Throws: `LimitError.notAscending` or `LimitError.implausible`.
    public init(
        metric: Metric,
        alertLow: ExactDecimal? = nil,
        warningLow: ExactDecimal? = nil,
        warningHigh: ExactDecimal? = nil,
        alertHigh: ExactDecimal? = nil
    ) throws(LimitError) {
        self.init(unchecked: metric, alertLow, warningLow, warningHigh, alertHigh)
        let present = LimitName.allCases.compactMap { name in self[name].map { (name: name, value: $0) } }
        for limit in present where !metric.plausibleRange.contains(limit.value) {
            throw .implausible(limit.name, metric)
        }
        for (lower, upper) in zip(present, present.dropFirst()) where lower.value >= upper.value {
            throw .notAscending(lower: lower.name, upper: upper.name)
        }
    }

    /// For the table of defaults, which a test checks.
    init(
        unchecked metric: Metric,
        _ alertLow: ExactDecimal?,
        _ warningLow: ExactDecimal?,
        _ warningHigh: ExactDecimal?,
        _ alertHigh: ExactDecimal?
    ) {
        self.metric = metric
        self.alertLow = alertLow
        self.warningLow = warningLow
        self.warningHigh = warningHigh
        self.alertHigh = alertHigh
    }

    /// The limit of that name.
    public subscript(name: LimitName) -> ExactDecimal? {
        switch name {
        case .alertLow: alertLow
        case .warningLow: warningLow
        case .warningHigh: warningHigh
        case .alertHigh: alertHigh
        }
    }
}
