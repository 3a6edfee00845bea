import Alerting
import Vitals

/// One version of the limits of one metric; every version is kept.
public struct LimitVersion: Hashable, Sendable {
    /// For whom.
    public let scope: LimitScope
    /// Of what.
    public let metric: Metric
    /// 1, and one more with each change in this scope and metric.
    public let version: Int
    /// The limits; nil where this version takes them away, so that the group's (or none) hold.
    public let limits: MetricLimits?
    /// How steady values must be before the rule changes its mind.
    public let policy: RulePolicy
    /// Who set them.
    public let setBy: Principal.Subject
    /// When, on the database's clock.
    public let setAt: Instant
    /// Why.
    public let reason: String

    /// Makes the value; the store does.
    public init(
        scope: LimitScope,
        metric: Metric,
        version: Int,
        limits: MetricLimits?,
        policy: RulePolicy,
        setBy: Principal.Subject,
        setAt: Instant,
        reason: String
    ) {
        self.scope = scope
        self.metric = metric
        self.version = version
        self.limits = limits
        self.policy = policy
        self.setBy = setBy
        self.setAt = setAt
        self.reason = reason
    }
}
