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
    /// | 400, 413, 422 without results, one item | settle it as refused | none |
    /// | 401, 403 | send again | until a person acts |
    /// | 429, 503 and every other 5xx | send again | `Retry-After`, else backoff |
    /// | 408, 409, 425 | send again | backoff |
    /// | any other | send again | until a person acts |
    ///
    /// Nothing leaves the spool but by an answer for it: an item that the server has not named is sent again.
    public init(_ answer: HTTPAnswer, to items: [MeasurementIdentity], now: Date) {
        switch answer.status {
        case 200: self = Self.results(answer, items) ?? UploadDecision(.sendAgain, .malformedAnswer, .backoff)
        case 422: self = Self.results(answer, items) ?? Self.refused(answer, items)
        case 400, 413: self = Self.refused(answer, items)
        case 401: self.init(.sendAgain, .credentialRejected, .person)
        case 403: self.init(.sendAgain, .credentialRevoked, .person)
        case 409: self.init(.sendAgain, .conflict, .backoff)
        case 429: self.init(.sendAgain, .tooManyRequests, Self.delay(answer, now))
        case 408, 425, 500...599: self.init(.sendAgain, .serverUnavailable, Self.delay(answer, now))
        default: self.init(.sendAgain, .unexpectedStatus, .person)
        }
    }

    /// Decides about a request that was not answered.
    public init(_ error: UploadError) {
        switch error.code {
        case .network, .timedOut, .cancelled: self.init(.sendAgain, .notReached, .backoff)
        case .answerTooLarge, .malformedAnswer: self.init(.sendAgain, .malformedAnswer, .backoff)
        case .untrustedServer, .configuration, .invalidURL, .insecureURL, .invalidToken, .enrolmentRefused:
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

    private static func refused(_ answer: HTTPAnswer, _ items: [MeasurementIdentity]) -> UploadDecision {
        guard let only = items.first, items.count == 1 else {
            return UploadDecision(.sendFewer, .requestRefused, .none)
        }
        let problem = SubmissionProblem(
            code: "request-refused",
            detail: "The server refused the request with status \(answer.status)"
        )
        return UploadDecision(
            .settle([UploadSettlement(identity: only, outcome: .refused(problem))]),
            .requestRefused,
            .none
        )
    }

    private static func delay(_ answer: HTTPAnswer, _ now: Date) -> Delay {
        guard let text = answer.retryAfter, let seconds = RetryAfter.seconds(text, now: now) else { return .backoff }
        return .asked(seconds: seconds)
    }
}
