/// Which quarantine entries to list; nil does not restrict.
public struct QuarantineFilter: Hashable, Sendable {
    /// Where an entry is in its life.
    public enum Stage: String, Hashable, Sendable, CaseIterable {
        /// Waits for a person.
        case pending
        /// Became a reading.
        case released
        /// Was discarded.
        case discarded
    }

    /// Only those at one stage.
    public var stage: Stage?
    /// Only those with one cause.
    public var cause: QuarantineCause?

    /// Makes the value; the entries that wait for a person, unless said otherwise.
    public init(stage: Stage? = .pending, cause: QuarantineCause? = nil) {
        self.stage = stage
        self.cause = cause
    }
}
