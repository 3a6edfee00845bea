import Vitals

/// Four limits of one metric, in its canonical unit, with what keeps an alert from chattering.
public struct Limits: Sendable, Hashable {
    /// At or below: high priority.
    public var alertLow: ExactDecimal?
    /// At or below: medium priority.
    public var warningLow: ExactDecimal?
    /// At or above: medium priority.
    public var warningHigh: ExactDecimal?
    /// At or above: high priority.
    public var alertHigh: ExactDecimal?
    /// How far within the limit a value must be to have returned to normal.
    public var hysteresis: ExactDecimal
    /// How many readings in a row must be beyond the limit.
    public var consecutiveReadings: Int

    /// Makes the value; it is checked when it is stored.
    public init(
        alertLow: ExactDecimal? = nil,
        warningLow: ExactDecimal? = nil,
        warningHigh: ExactDecimal? = nil,
        alertHigh: ExactDecimal? = nil,
        hysteresis: ExactDecimal = 0,
        consecutiveReadings: Int = 1
    ) {
        self.alertLow = alertLow
        self.warningLow = warningLow
        self.warningHigh = warningHigh
        self.alertHigh = alertHigh
        self.hysteresis = hysteresis
        self.consecutiveReadings = consecutiveReadings
    }
}
