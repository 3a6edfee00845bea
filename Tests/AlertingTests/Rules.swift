import Alerting
import Vitals

/// Heart rate within 50 to 110 and 40 to 130, with a hysteresis of 5: limits on both sides.
func heartRateRule(raise: Int = 1, clear: Int = 1, hysteresis: ExactDecimal = 5) throws -> LimitRule {
    LimitRule(
        limits: try MetricLimits(
            metric: .heartRate,
            alertLow: 40,
            warningLow: 50,
            warningHigh: 110,
            alertHigh: 130
        ),
        version: 3,
        policy: try RulePolicy(hysteresis: hysteresis, readingsToRaise: raise, readingsToClear: clear)
    )
}
