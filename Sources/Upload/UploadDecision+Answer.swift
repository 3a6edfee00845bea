import ExactJSON
import Foundation
import ReadingExchange
import Vitals

extension UploadDecision {
    /// Decides about the answer to a request with these items.
    ///
    /// | answer | action | delay |
    /// |---|---|---|
    /// | 200, 422 with a result for each item | settle | none |
    /// | 200 with anything else | send again | backoff |
    /// | 400, 413, 422 without results, several items | send fewer | none |
    /// | 400, 413, 422 without results, one item | set it aside | until a person acts |
    /// | 401, 403 | send again | until a person acts |
    /// | 500, the third in a row and later, several items | send fewer | `Retry-After`, else backoff |
    /// | 500, the third in a row and later, one item | set it aside | `Retry-After`, else backoff |
    /// | 429, every other 5xx | send again | `Retry-After`, else backoff |
    /// | 408, 409, 425 | send again | backoff |
    /// | any other | send again | until a person acts |
    ///
    /// Nothing leaves the spool but by an answer for it: an item that the server has not named is sent again. A bare
    /// status may come from anything on the way, a proxy for example, and settles nothing.
    ///
    /// - Parameters:
    ///   - answer: the answer.
    ///   - items: what was sent.
    ///   - earlierFaults: how many answers in a row before this one were 500.
    ///   - now: the time, for a `Retry-After` with a date.
    public init(_ answer: HTTPAnswer, to items: [MeasurementIdentity], earlierFaults: Int = 0, now: Date) {
        switch answer.status {
        case 200: self = Self.results(answer, items) ?? UploadDecision(.sendAgain, .malformedAnswer, .backoff)
        case 422: self = Self.results(answer, items) ?? Self.refused(items)
        case 400, 413: self = Self.refused(items)
        case 401: self.init(.sendAgain, .credentialRejected, .person)
        case 403: self.init(.sendAgain, .credentialRevoked, .person)
        case 409: self.init(.sendAgain, .conflict, .backoff)
        case 429: self.init(.sendAgain, .tooManyRequests, Self.delay(answer, now))
        case 500:
            let isRepeated = earlierFaults + 1 >= UploadLimits.faultsOfOneItem
            self.init(isRepeated ? Self.narrowing(items) : .sendAgain, .serverFault, Self.delay(answer, now))
        case 408, 425, 501...599: self.init(.sendAgain, .serverUnavailable, Self.delay(answer, now))
        default: self.init(.sendAgain, .unexpectedStatus, .person)
        }
    }

    /// Decides about a request that was not answered.
    public init(_ error: UploadError) {
        switch error.code {
        case .network, .timedOut, .cancelled: self.init(.sendAgain, .notReached, .backoff)
        case .answerTooLarge, .malformedAnswer: self.init(.sendAgain, .malformedAnswer, .backoff)
        case .untrustedServer, .configuration, .invalidURL, .insecureURL, .invalidToken, .enrolmentRefused,
            .renewalRefused:
            self.init(.sendAgain, .misconfigured, .person)
        }
    }

    /// The settlements of an answer that has exactly one result for each item, of that very item.
    private static func results(_ answer: HTTPAnswer, _ items: [MeasurementIdentity]) -> UploadDecision? {
        guard let document = try? JSONValue(parsing: answer.body),
            let results = try? ReadingsAnswer(document, count: items.count).results
        else { return nil }
        var settlements: [UploadSettlement] = []
        for (item, result) in zip(items, results) {
            guard result.identity == item || result.identity == nil && result.status == .refused else { return nil }
            settlements.append(UploadSettlement(identity: item, outcome: outcome(of: result)))
        }
        return UploadDecision(.settle(settlements), .answered, .none)
    }

    private static func outcome(of result: SubmissionResult) -> UploadSettlement.Outcome {
        switch result.status {
        case .created, .duplicate, .quarantined: .delivered(result.status)
        case .refused: .refused(result.problem ?? SubmissionProblem(code: "refused", detail: "No reason was given"))
        }
    }

    private static func refused(_ items: [MeasurementIdentity]) -> UploadDecision {
        UploadDecision(narrowing(items), .requestRefused, items.count > 1 ? .none : .person)
    }

    /// What comes closer to the item that is to blame, if it is one of them.
    private static func narrowing(_ items: [MeasurementIdentity]) -> Action {
        guard let only = items.first, items.count == 1 else { return .sendFewer }
        return .setAside(only)
    }

    private static func delay(_ answer: HTTPAnswer, _ now: Date) -> Delay {
        guard let text = answer.retryAfter, let seconds = RetryAfter.seconds(text, now: now) else { return .backoff }
        return .asked(seconds: seconds)
    }
}
