import Vitals

/// Which of a patient's readings to list; nil does not restrict.
public struct ReadingFilter: Hashable, Sendable {
    /// Only those of one kind.
    public var kind: ReadingKind?
    /// Only those measured at or after this instant.
    public var from: Instant?
    /// Only those measured before this instant.
    public var to: Instant?

    /// Makes the value.
    public init(kind: ReadingKind? = nil, from: Instant? = nil, to: Instant? = nil) {
        self.kind = kind
        self.from = from
        self.to = to
    }
}
