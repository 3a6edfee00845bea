import Alerting
import Vitals

/// One change of an alert, in the organisation's gapless order: what the live stream sends.
public struct AlertEvent: Hashable, Sendable {
    /// The place in the organisation's order: 1, 2, 3, … with none missing once a later one is visible.
    public let sequence: Int64
    /// The alert.
    public let alert: AlertID
    /// What it is about.
    public let subject: AlertSubject
    /// The rule.
    public let rule: String
    /// The metric that the rule watches; nil for a technical rule.
    public let metric: Metric?
    /// What happened.
    public let change: AlertChange
    /// On which side of the limits the newest reading is that concerns it; nil for a technical rule.
    public let side: LimitSide?
    /// The priority after the change.
    public let priority: AlertPriority
    /// The state after the change.
    public let state: AlertState
    /// Why, in words.
    public let reason: String
    /// When, on the database's clock.
    public let at: Instant
    /// The person who did it, or whose correction did; nil when a reading or a report did, or the lack of one.
    public let by: Principal.Subject?

    /// Makes the value; the store does.
    public init(
        sequence: Int64,
        alert: AlertID,
        subject: AlertSubject,
        rule: String,
        metric: Metric?,
        change: AlertChange,
        side: LimitSide?,
        priority: AlertPriority,
        state: AlertState,
        reason: String,
        at: Instant,
        by: Principal.Subject?
    ) {
        self.sequence = sequence
        self.alert = alert
        self.subject = subject
        self.rule = rule
        self.metric = metric
        self.change = change
        self.side = side
        self.priority = priority
        self.state = state
        self.reason = reason
        self.at = at
        self.by = by
    }
}
