/// A reading before and after it was corrected, withdrawn or brought back, as a rule looks at it.
public struct CorrectedReading: Sendable, Hashable {
    /// As it was; nil when it did not count.
    public let before: EvaluatedReading?
    /// As it is; nil when it no longer counts.
    public let after: EvaluatedReading?

    /// Pairs two versions.
    public init(before: EvaluatedReading?, after: EvaluatedReading?) {
        self.before = before
        self.after = after
    }
}
