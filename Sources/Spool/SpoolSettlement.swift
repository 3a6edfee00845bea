import ReadingExchange
import Vitals

/// What the server answered for one measurement.
public struct SpoolSettlement: Sendable, Hashable {
    /// What becomes of the measurement in the spool.
    public enum Outcome: Sendable, Hashable {
        /// The server has it: it is deleted here.
        case delivered
        /// The server cannot read it: it is kept as a dead letter with the reason.
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
