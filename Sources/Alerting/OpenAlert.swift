import Vitals

/// What a rule needs to know of the patient's open alert, and what it is after an evaluation.
public struct OpenAlert: Sendable, Hashable {
    /// How urgent it is.
    public let priority: AlertPriority
    /// The side whose limits the newest reading crossed.
    public let side: LimitSide
    /// Where it is in its life.
    public let state: AlertState
    /// When the newest reading that changed the alert was measured: an older one is late.
    public let newestReadingAt: Instant

    /// Describes an alert.
    public init(priority: AlertPriority, side: LimitSide, state: AlertState, newestReadingAt: Instant) {
        self.priority = priority
        self.side = side
        self.state = state
        self.newestReadingAt = newestReadingAt
    }
}
