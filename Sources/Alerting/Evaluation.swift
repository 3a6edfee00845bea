import Foundation

/// What one reading does to a patient's alert of one rule, and why.
public struct Evaluation: Sendable, Hashable {
    /// What happens; nil when nothing has to be written.
    public let change: AlertChange?
    /// The alert after the change, `cleared` when the change closed it; nil when there is none.
    public let alert: OpenAlert?
    /// The readings to add to the alert as those that fired it, oldest first.
    public let firing: [UUID]
    /// Why.
    public let reason: EvaluationReason
}
