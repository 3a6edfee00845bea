import ReadingExchange
import Vitals

/// A measurement that the server refused, and why.
public struct DeadLetter: Sendable, Hashable {
    /// What it is known by.
    public let identity: MeasurementIdentity
    /// Why it was refused.
    public let problem: SubmissionProblem
}
