import Vitals

/// What the next version of a reading says differently.
///
/// Whose it is and what kind it is of never change.
public struct ReadingCorrection: Hashable, Sendable {
    /// What was measured, in any unit of the reading's kind; nil when that was right.
    public var measurement: Measurement?
    /// When it was measured; nil when that was right.
    public var effectiveAt: Instant?
    /// Why, for the audit log.
    public var reason: String

    /// Makes the value; the store checks it.
    public init(measurement: Measurement? = nil, effectiveAt: Instant? = nil, reason: String) {
        self.measurement = measurement
        self.effectiveAt = effectiveAt
        self.reason = reason
    }
}
