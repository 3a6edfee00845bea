import ReadingExchange
import Vitals

/// What the server answered for one measurement.
public struct UploadSettlement: Sendable, Hashable {
    /// What is to become of the measurement.
    public enum Outcome: Sendable, Hashable {
        /// The server stored it now; the status is created or quarantined, or duplicate when it had it already.
        case delivered(SubmissionStatus)
        /// The server cannot read it: to send it again is of no use.
        case refused(SubmissionProblem)
    }

    /// The measurement.
    public let identity: MeasurementIdentity
    /// The answer.
    public let outcome: Outcome

    /// Makes a settlement.
    public init(identity: MeasurementIdentity, outcome: Outcome) {
        self.identity = identity
        self.outcome = outcome
    }
}
