import ExactJSON
import Foundation
import ReadingExchange
import Testing
import Upload
import Vitals

@Suite("What to do after an answer")
struct UploadDecisionTests {
    private let items: [MeasurementIdentity]

    init() throws {
        items = try UploadSamples.items(3).map(\.identity)
    }

    @Test("Each item is settled as the server answered", arguments: [200, 422])
    func settles(status: Int) {
        let problem = SubmissionProblem(code: "unknown-kind", detail: "Not known", pointer: "/readings/2/kind")
        let answer = UploadSamples.answer(
            status,
            [
                SubmissionResult(index: 0, identity: items[0], status: .duplicate, id: "a"),
                SubmissionResult(
                    index: 1,
                    identity: items[1],
                    status: .quarantined,
                    id: "b",
                    problem: QuarantineReason.implausible.problem
                ),
                SubmissionResult(index: 2, identity: nil, status: .refused, problem: problem),
            ]
        )
        let decision = UploadDecision(answer, to: items, now: UploadSamples.now)
        #expect(
            decision.action
                == .settle([
                    UploadSettlement(identity: items[0], outcome: .delivered(.duplicate)),
                    UploadSettlement(identity: items[1], outcome: .delivered(.quarantined)),
                    UploadSettlement(identity: items[2], outcome: .refused(problem)),
                ])
        )
        #expect(decision.reason == .answered)
        #expect(decision.delay == .none)
    }

    @Test(
        "Whatever is not an answer for each item deletes nothing",
        arguments: [
            (200, "malformed-answer", "backoff"), (400, "request-refused", "none"),
            (401, "credential-rejected", "person"),
            (403, "credential-revoked", "person"), (404, "unexpected-status", "person"),
            (408, "server-unavailable", "backoff"),
            (409, "conflict", "backoff"), (413, "request-refused", "none"), (415, "unexpected-status", "person"),
            (422, "request-refused", "none"), (429, "too-many-requests", "backoff"),
            (500, "server-fault", "backoff"), (501, "server-unavailable", "backoff"),
            (502, "server-unavailable", "backoff"), (503, "server-unavailable", "backoff"),
            (599, "server-unavailable", "backoff"),
            (204, "unexpected-status", "person"), (301, "unexpected-status", "person"),
            (0, "unexpected-status", "person"),
        ]
    )
    func keeps(status: Int, reason: String, delay: String) {
        for body in ["", "{}", "<html>", #"{"results":[]}"#] {
            let answer = HTTPAnswer(status: status, body: Array(body.utf8))
            let decision = UploadDecision(answer, to: items, now: UploadSamples.now)
            #expect(decision.action == (reason == "request-refused" ? .sendFewer : .sendAgain))
            #expect(decision.reason.rawValue == reason)
            #expect("\(decision.delay)" == delay)
        }
    }

    @Test("An answer with a gap, of another item, out of order or too long is no answer")
    func incomplete() {
        let complete = items.enumerated().map { SubmissionResult(index: $0, identity: $1, status: .created, id: "r") }
        var other = complete
        other[1] = SubmissionResult(index: 1, identity: items[0], status: .created, id: "r")
        let extra = SubmissionResult(index: 3, identity: items[0], status: .created, id: "r")
        for results in [Array(complete.dropLast()), complete.reversed(), other, complete + [extra], []] {
            let decision = UploadDecision(UploadSamples.answer(200, results), to: items, now: UploadSamples.now)
            #expect(decision == UploadDecision(HTTPAnswer(status: 200), to: items, now: UploadSamples.now))
            #expect(decision.action == .sendAgain)
        }
    }

    @Test("An answer that is cut off anywhere is no answer")
    func truncated() {
        let body = UploadSamples.created(items).body
        for length in body.indices {
            let answer = HTTPAnswer(status: 200, body: Array(body[..<length]))
            #expect(UploadDecision(answer, to: items, now: UploadSamples.now).action == .sendAgain)
        }
    }

    @Test(
        "A bare status settles not even a single item: it waits for a person, and others pass it",
        arguments: [400, 413, 422],
        ["", "{}", "<html>", #"{"results":[]}"#]
    )
    func single(status: Int, body: String) {
        let answer = HTTPAnswer(status: status, body: Array(body.utf8))
        let decision = UploadDecision(answer, to: [items[0]], now: UploadSamples.now)
        #expect(decision.action == .setAside(items[0]))
        #expect(decision.reason == .requestRefused)
        #expect(decision.delay == .person)
    }

    @Test(
        "From the third failure of the server in a row on, the item that may be to blame is looked for",
        arguments: [(0, false), (1, false), (2, true), (3, true), (100, true)]
    )
    func faults(earlier: Int, isNarrowed: Bool) {
        let answer = HTTPAnswer(status: 500)
        let many = UploadDecision(answer, to: items, earlierFaults: earlier, now: UploadSamples.now)
        #expect(many.action == (isNarrowed ? .sendFewer : .sendAgain))
        let one = UploadDecision(answer, to: [items[0]], earlierFaults: earlier, now: UploadSamples.now)
        #expect(one.action == (isNarrowed ? .setAside(items[0]) : .sendAgain))
        #expect([many, one].allSatisfy { $0.reason == .serverFault && $0.delay == .backoff })
    }

    @Test("A server that is away is no fault of an item", arguments: [502, 503, 504])
    func away(status: Int) {
        let answer = HTTPAnswer(status: status)
        let decision = UploadDecision(answer, to: items, earlierFaults: 100, now: UploadSamples.now)
        #expect(decision.action == .sendAgain)
    }

    @Test(
        "What the server asks for is honoured within bounds",
        arguments: [
            ("0", 0), ("7", 7), (" 120 ", 120), ("3601", 3600), ("99999999999999999999", 3600),
            ("Mon, 16 Nov 2026 22:14:20 GMT", 60), ("Monday, 16-Nov-26 22:14:20 GMT", 60),
            ("Mon Nov 16 22:14:20 2026", 60), ("Mon, 16 Nov 2020 00:00:00 GMT", 0),
            ("Mon, 16 Nov 2099 00:00:00 GMT", 3600),
            ("-1", nil), ("1.5", nil), ("soon", nil), ("", nil), ("Mon, 99 Nov 2026 22:14:20 GMT", nil),
        ] as [(String, Int?)],
        [429, 503]
    )
    func retryAfter(header: (String, Int?), status: Int) throws {
        let now = try #require(Instant("2026-11-16T22:13:20Z"))
        let answer = HTTPAnswer(status: status, retryAfter: header.0)
        let decision = UploadDecision(
            answer,
            to: items,
            now: Date(timeIntervalSince1970: Double(now.millisecondsSince1970) / 1000)
        )
        #expect(decision.delay == header.1.map { .asked(seconds: $0) } ?? .backoff)
    }

    @Test(
        "Without an answer nothing is deleted, and a person is waited for where one is needed",
        arguments: UploadError.Code.allCases
    )
    func errors(code: UploadError.Code) {
        let decision = UploadDecision(UploadError(code))
        #expect(decision.action == .sendAgain)
        let isPassing: Set<UploadError.Code> = [.network, .timedOut, .cancelled, .answerTooLarge, .malformedAnswer]
        #expect(decision.delay == (isPassing.contains(code) ? .backoff : .person))
    }
}
