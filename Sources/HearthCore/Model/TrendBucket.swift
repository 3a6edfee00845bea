import Vitals

/// What one metric did in one piece of time; pieces without a reading have none.
public struct TrendBucket: Hashable, Sendable {
    /// The first instant of the piece.
    public let start: Instant
    /// The first instant after it.
    public let end: Instant
    /// The lowest value, in the metric's canonical unit.
    public let minimum: ExactDecimal
    /// The arithmetic mean, rounded to four decimals.
    public let mean: ExactDecimal
    /// The highest value.
    public let maximum: ExactDecimal
    /// How many readings are in it.
    public let count: Int

    /// Makes the value; the store does.
    public init(
        start: Instant,
        end: Instant,
        minimum: ExactDecimal,
        mean: ExactDecimal,
        maximum: ExactDecimal,
        count: Int
    ) {
        self.start = start
        self.end = end
        self.minimum = minimum
        self.mean = mean
        self.maximum = maximum
        self.count = count
    }
}
