import Alerting
import Vitals

/// An alert as it stands: one at most is open for each subject and rule.
public struct AlertRecord: Hashable, Sendable {
    /// What a person did, who, when and with which words.
    public struct Action: Hashable, Sendable {
        /// Who.
        public let by: Principal.Subject
        /// When, on the database's clock.
        public let at: Instant
        /// The person's words; may be empty.
        public let note: String

        /// Makes the value; the store does.
        public init(by: Principal.Subject, at: Instant, note: String) {
            self.by = by
            self.at = at
            self.note = note
        }
    }

    /// The key.
    public let id: AlertID
    /// What it is about.
    public let subject: AlertSubject
    /// The rule that raised it, for example `limit/systolic-pressure` or `technical/gateway-silent`.
    public let rule: String
    /// The version of the limits, or of the technical rule, that the last change was judged by.
    public let ruleVersion: Int
    /// The metric that the rule watches; nil for a technical rule.
    public let metric: Metric?
    /// On which side of the limits the newest reading is that concerns it; nil for a technical rule.
    public let side: LimitSide?
    /// How urgent it is.
    public let priority: AlertPriority
    /// Where it is in its life.
    public let state: AlertState
    /// Why it is as it is, with the rule, in words.
    public let reason: String
    /// When it was raised, on the database's clock.
    public let raisedAt: Instant
    /// When it changed last, on the database's clock.
    public let updatedAt: Instant
    /// The readings that fired it, oldest first; at most `maximumReadings`, the newest.
    public let readings: [ReadingID]
    /// The acknowledgement, while it holds.
    public let acknowledgement: Action?
    /// The resolution, if a person resolved it.
    public let resolution: Action?

    /// The most readings that an alert shows: what a person looks at; the rest is found through the reading list.
    public static let maximumReadings = 20

    /// Makes the value; the store does.
    public init(
        id: AlertID,
        subject: AlertSubject,
        rule: String,
        ruleVersion: Int,
        metric: Metric?,
        side: LimitSide?,
        priority: AlertPriority,
        state: AlertState,
        reason: String,
        raisedAt: Instant,
        updatedAt: Instant,
        readings: [ReadingID],
        acknowledgement: Action?,
        resolution: Action?
    ) {
        self.id = id
        self.subject = subject
        self.rule = rule
        self.ruleVersion = ruleVersion
        self.metric = metric
        self.side = side
        self.priority = priority
        self.state = state
        self.reason = reason
        self.raisedAt = raisedAt
        self.updatedAt = updatedAt
        self.readings = readings
        self.acknowledgement = acknowledgement
        self.resolution = resolution
    }
}
