import ExactJSON
import Testing
import Vitals

@testable import ReadingExchange

@Suite("The answer to a request")
struct ReadingsAnswerTests {
    @Test("What the server writes is what the gateway reads")
    func roundTrip() throws {
        let identity = try Samples.submission().identity
        let refusal = ReadingRefusal(reason: .unknownKind, pointer: "/readings/3/kind", detail: "Not known")
        let answer = ReadingsAnswer(results: [
            SubmissionResult(index: 0, identity: identity, status: .created, id: "a"),
            SubmissionResult(index: 1, identity: identity, status: .duplicate, id: "a"),
            SubmissionResult(
                index: 2,
                identity: identity,
                status: .quarantined,
                id: "b",
                problem: QuarantineReason.unknownDevice.problem
            ),
            SubmissionResult(index: 3, refusal: refusal),
        ])
        let document = try JSONValue(parsing: answer.json.serialized())
        #expect(try ReadingsAnswer(document, count: 4) == answer)
        #expect(!answer.isRefusedAltogether)
        #expect(ReadingsAnswer(results: [SubmissionResult(index: 0, refusal: refusal)]).isRefusedAltogether)
    }

    @Test("A newer server may say more than is known")
    func newerServer() throws {
        let identity = try Samples.submission().identity
        let text = """
            {"results":[{"index":0,"identity":"\(identity)","status":"quarantined","id":"b","priority":1,
            "problem":{"code":"device-retired","detail":"x","more":{}}}],"next":null}
            """
        #expect(try ReadingsAnswer(Samples.parse(text), count: 1).results[0].problem?.code == "device-retired")
    }

    @Test(
        "An answer that is not one result for each item is no answer",
        arguments: [
            "[]", "{}", #"{"results":{}}"#, #"{"results":[]}"#, #"{"results":[R0]}"#, #"{"results":[R0,R1,R2]}"#,
            #"{"results":[R1,R0]}"#, #"{"results":[R0,R0]}"#, #"{"results":[R0,7]}"#,
            #"{"results":[R0,{"index":1,"identity":"ID","status":"lost"}]}"#,
            #"{"results":[R0,{"index":1,"status":"created"}]}"#,
            #"{"results":[R0,{"index":1,"identity":"0123","status":"created"}]}"#,
            #"{"results":[R0,{"index":1,"identity":"ID","status":"refused","problem":{}}]}"#,
        ]
    )
    func noAnswer(template: String) throws {
        let identity = try Samples.submission().identity
        var text = template
        for index in 0...2 {
            let result = #"{"index":\#(index),"identity":"ID","status":"created"}"#
            text = text.split(separator: "R\(index)", omittingEmptySubsequences: false).joined(separator: result)
        }
        text = text.split(separator: "ID", omittingEmptySubsequences: false).joined(separator: "\(identity)")
        let document = try Samples.parse(text)
        #expect(throws: JSONReadError.self) { try ReadingsAnswer(document, count: 2) }
    }
}
