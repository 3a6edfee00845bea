import HearthCore
import ReadingExchange
import Vitals

extension IncomingReading {
    /// Takes a submission; its identity is computed from what it says.
    init(_ submission: ReadingSubmission) {
        self.init(
            identity: submission.identity,
            deviceIdentifier: submission.device,
            characteristic: submission.characteristic,
            measurement: submission.measurement,
            userIndex: submission.userIndex,
            deviceTime: submission.deviceTime,
            sequenceNumber: submission.sequenceNumber,
            effectiveAt: submission.effectiveAt,
            receivedAt: submission.receivedAt,
            timeCorrection: submission.timeCorrection,
            flags: submission.flags,
            // Each value says itself where it ends.
            raw: submission.rawSecond.map { submission.raw + $0 } ?? submission.raw
        )
    }
}

extension SubmissionResult {
    /// The answer for a measurement that was stored or refused.
    init(index: Int, of identity: MeasurementIdentity, outcome: IngestOutcome) {
        switch outcome {
        case .created(let id):
            self.init(index: index, identity: identity, status: .created, id: id.description)
        case .duplicate(let id):
            self.init(index: index, identity: identity, status: .duplicate, id: id.description)
        case .quarantined(let id, let cause):
            self.init(
                index: index,
                identity: identity,
                status: .quarantined,
                id: id.description,
                problem: SubmissionProblem(code: cause.rawValue, detail: cause.detail)
            )
        case .refused: self.init(index: index, identity: identity, status: .refused, problem: .unstorable)
        }
    }
}

extension SubmissionProblem {
    /// The database refused the item; what it said of it is the operator's to read.
    fileprivate static let unstorable = SubmissionProblem(
        code: "unstorable",
        detail: "The server cannot store this item; its log says why"
    )
}

extension QuarantineCause {
    /// What to do about it, in the words of the exchange.
    fileprivate var detail: String { QuarantineReason(rawValue: rawValue)?.detail ?? "Review the measurement" }
}
