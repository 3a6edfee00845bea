import ExactJSON
import Testing
import Vitals

@testable import ReadingExchange

@Suite("A request of several measurements")
struct ReadingsRequestTests {
    @Test("One malformed item is refused alone")
    func itemWise() throws {
        let good = Samples.bloodPressure
        let request = try ReadingsRequest(Samples.parse("{\"readings\":[\(good),7,{},\(good)]}"))
        #expect(request.items.map { (try? $0.get()) != nil } == [true, false, false, true])
        let refusals = request.items.compactMap { item -> ReadingRefusal? in
            guard case .failure(let refusal) = item else { return nil }
            return refusal
        }
        #expect(refusals.map(\.pointer) == ["/readings/1", "/readings/2/device"])
        #expect(refusals.map(\.reason) == [.wrongType, .missingMember])
    }

    @Test(
        "A document that is no request is refused",
        arguments: [
            ("[]", "", "json.wrong-type"), ("{}", "/readings", "json.missing-member"),
            (#"{"readings":{}}"#, "/readings", "json.wrong-type"),
            (#"{"readings":[]}"#, "/readings", "json.invalid-value"),
            (#"{"readings":[1],"more":1}"#, "/more", "json.unknown-member"),
        ]
    )
    func noRequest(text: String, pointer: String, code: String) throws {
        let document = try Samples.parse(text)
        let error = #expect(throws: JSONReadError.self) { try ReadingsRequest(document) }
        #expect(error?.pointer == pointer)
        #expect(error?.code.rawValue == code)
    }

    @Test("A thousand items are read and one more is not")
    func bounds() throws {
        let submissions = Array(repeating: try Samples.submission(), count: 1000)
        let document = try JSONValue(parsing: ReadingsRequest.json(submissions).serialized())
        #expect(try ReadingsRequest(document).items.map { try $0.get() } == submissions)
        let more = ReadingsRequest.json(submissions + submissions.prefix(1))
        #expect(throws: JSONReadError.self) { try ReadingsRequest(more) }
    }
}
