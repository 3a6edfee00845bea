import ExactJSON
import Testing

@Suite("Limits of a document")
struct JSONLimitsTests {
    @Test("Nesting is refused beyond its limit, however deep", arguments: [33, 1_000_000])
    func depth(levels: Int) throws {
        let allowed = Array(repeating: UInt8(ascii: "["), count: 32) + Array(repeating: UInt8(ascii: "]"), count: 32)
        _ = try JSONValue(parsing: allowed)
        let bytes = Array(repeating: UInt8(ascii: "["), count: levels)
        #expect(throws: JSONError(code: .tooDeep, byteOffset: 32)) { try JSONValue(parsing: bytes) }
    }

    @Test("Objects count towards the nesting as arrays do")
    func depthOfObjects() {
        let text = String(repeating: #"{"a":["#, count: 17)
        #expect(throws: JSONError(code: .tooDeep, byteOffset: 96)) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("A document is refused beyond its size before it is looked at")
    func size() throws {
        let limits = JSONLimits(maximumBytes: 4)
        _ = try JSONValue(parsing: Array("1234".utf8), limits: limits)
        #expect(throws: JSONError(code: .tooLarge, byteOffset: 4)) {
            try JSONValue(parsing: Array("#####".utf8), limits: limits)
        }
    }

    @Test("A number is refused beyond its length, of which no more is read")
    func numberLength() throws {
        let longest = String(repeating: "1", count: 64)
        #expect(try JSONValue(parsing: Array(longest.utf8)) == .number(JSONNumber(longest)))
        var limits = JSONLimits.standard
        limits.maximumBytes = .max
        var digits = [UInt8](repeating: UInt8(ascii: "9"), count: 1_000_000)
        // Who read on would find this first.
        digits[100] = UInt8(ascii: "#")
        #expect(throws: JSONError(code: .numberTooLong, byteOffset: 0)) {
            try JSONValue(parsing: digits, limits: limits)
        }
    }

    @Test(
        "Values are counted wherever they stand, and one too many is refused",
        arguments: ["[0,[],{},\"a\"]", "{\"a\":{\"b\":{\"c\":{\"d\":0}}}}", "[[[[[]]]]]"]
    )
    func values(text: String) throws {
        let bytes = Array(text.utf8)
        _ = try JSONValue(parsing: bytes, limits: JSONLimits(maximumValues: 5))
        let error = #expect(throws: JSONError.self) {
            try JSONValue(parsing: bytes, limits: JSONLimits(maximumValues: 4))
        }
        #expect(error?.code == .tooManyValues)
    }

    @Test("A full batch of the largest items is within the limits")
    func fullBatch() throws {
        let flags = [String](repeating: "\"a\"", count: 48).joined(separator: ",")
        let members = (0..<32).map { "\"n\($0)\":0" }.joined(separator: ",")
        let items = [String](repeating: "{\(members),\"flags\":[\(flags)]}", count: 1_000).joined(separator: ",")
        _ = try JSONValue(parsing: Array("{\"readings\":[\(items)]}".utf8))
    }

    @Test("Many members cost no more than in proportion", .timeLimit(.minutes(1)))
    func manyMembers() throws {
        let members = (0..<99_000).map { "\"n\($0)\":0" }.joined(separator: ",")
        let bytes = Array("{\(members)}".utf8)
        _ = try JSONValue(parsing: bytes)
    }
}
