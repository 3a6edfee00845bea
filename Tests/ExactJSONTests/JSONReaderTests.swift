import ExactJSON
import Testing

@Suite("Reading a document")
struct JSONReaderTests {
    private let document: JSONValue = [
        "kind": "heart-rate", "value": 72, "flags": ["a", "b"], "note": nil, "ok": true, "a/b~c": ["x": 1],
    ]

    @Test("What is there is read")
    func reading() throws {
        let reader = JSONReader(document)
        #expect(try reader.required("kind").string() == "heart-rate")
        #expect(try reader.required("value").integer(in: 0...72) == 72)
        #expect(try reader.required("value").number() == JSONNumber(72))
        #expect(try reader.required("flags").elements(count: 2...2).map { try $0.string() } == ["a", "b"])
        #expect(try reader.required("ok").bool())
        #expect(try reader.optional("note")?.value == .null)
        #expect(try reader.optional("other") == nil)
        #expect(try reader.required("kind").enumeration(Kind.self) == .heartRate)
    }

    @Test("What is wrong is named with its place")
    func errors() {
        let reader = JSONReader(document, pointer: "/readings/7")
        expect("/readings/7/other", .missing) { _ = try reader.required("other") }
        expect("/readings/7/kind", .wrongType) { _ = try reader.required("kind").integer() }
        expect("/readings/7/note", .wrongType) { _ = try reader.required("note").string() }
        expect("/readings/7/value", .invalidValue) { _ = try reader.required("value").integer(in: 0...71) }
        expect("/readings/7/value", .wrongType) { _ = try reader.required("value").string() }
        expect("/readings/7/flags", .invalidValue) { _ = try reader.required("flags").elements(count: 0...1) }
        expect("/readings/7/flags/1", .invalidValue) {
            _ = try reader.required("flags").elements()[1].string(bytes: 2...3)
        }
        expect("/readings/7/flags/0", .invalidValue) {
            _ = try reader.required("flags").elements()[0].enumeration(Kind.self)
        }
        expect("/readings/7/a~1b~0c/x", .wrongType) { _ = try reader.required("a/b~c").required("x").bool() }
        expect("/readings/7/kind", .wrongType) { _ = try reader.required("kind").required("x") }
        expect("/readings/7/a~1b~0c", .unknownMember) {
            try reader.allowOnly(["kind", "value", "flags", "note", "ok"])
        }
    }

    @Test("An integer is one by its text", arguments: ["1.0", "1e2", "9223372036854775808", "-9223372036854775809"])
    func integers(text: String) throws {
        let reader = JSONReader(.number(try JSONNumber(text)))
        #expect(throws: JSONReadError.self) { try reader.integer() }
    }

    @Test("A description repeats nothing of the document")
    func description() throws {
        let reader = JSONReader(["Patient 1": "secret"])
        let error = #expect(throws: JSONReadError.self) { try reader.members()[0].reader.integer() }
        let text = try #require(error).description
        #expect(!text.contains("Patient") && !text.contains("secret"))
    }

    private enum Kind: String {
        case heartRate = "heart-rate"
    }

    private func expect(_ pointer: String, _ code: JSONReadError.Code, _ body: () throws -> Void) {
        let error = #expect(throws: JSONReadError.self) { try body() }
        #expect(error?.pointer == pointer)
        #expect(error?.code == code)
    }
}
