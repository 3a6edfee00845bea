import Vitals

/// A half-open span of time: the start belongs to it, the end does not.
public struct TimeSpan: Hashable, Sendable {
    /// The first instant.
    public let start: Instant
    /// The first instant after it; nil when it is open.
    public let end: Instant?

    /// Makes a span; it is empty, and refused when stored, unless the end is after the start.
    public init(start: Instant, end: Instant? = nil) {
        self.start = start
        self.end = end
    }

    /// True when the instant belongs to the span.
    public func contains(_ instant: Instant) -> Bool {
        guard let end else { return instant >= start }
        return instant >= start && instant < end
    }
}
