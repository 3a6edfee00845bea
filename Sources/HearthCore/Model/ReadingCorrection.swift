import Vitals

/// What the next version of a reading says differently.
///
/// Whose it is and what kind it is of never change. A withdrawn reading counts again by its correction.
public struct ReadingCorrection: Hashable, Sendable {
    /// The newest version, as whoever corrects it knows it.
    public var version: Int
    /// What was measured, in any unit of the reading's kind; nil when that was right.
    public var measurement: Measurement?
    /// When it was measured; nil when that was right.
    public var effectiveAt: Instant?
    /// Why, for everybody who looks at the versions.
    public var reason: String

    /// Makes the value; the store checks it.
    public init(of version: Int, measurement: Measurement? = nil, effectiveAt: Instant? = nil, reason: String) {
        self.version = version
        self.measurement = measurement
        self.effectiveAt = effectiveAt
        self.reason = reason
    }
}
