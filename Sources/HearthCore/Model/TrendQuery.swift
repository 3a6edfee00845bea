import Vitals

/// A question about the course of one metric.
public struct TrendQuery: Hashable, Sendable {
    /// How time is cut.
    public enum Bucket: Hashable, Sendable {
        /// Fixed lengths, counted from midnight UTC of 1 January 2000; 1 to 1,440 minutes.
        case minutes(Int)
        /// Calendar days in the patient's zone, 23 to 25 hours long.
        case day
        /// Calendar weeks from Monday in the patient's zone.
        case week
    }

    /// The metric.
    public var metric: Metric
    /// The first instant.
    public var from: Instant
    /// The first instant after the span.
    public var to: Instant
    /// How time is cut.
    public var bucket: Bucket

    /// The most buckets of one answer: a year of hours, or three months of ten minutes.
    public static let maximumBuckets = 15_000

    /// Makes the value; it is checked when it is asked.
    public init(metric: Metric, from: Instant, to: Instant, bucket: Bucket) {
        self.metric = metric
        self.from = from
        self.to = to
        self.bucket = bucket
    }
}
