import ExactJSON
import Testing

@Suite("Parsing JSON")
struct JSONParserTests {
    @Test(
        "A valid document is parsed and written back",
        arguments: [
            ("{}", "{}"), ("[]", "[]"), (" [ 1 , 2 ] ", "[1,2]"), ("null", "null"), ("true", "true"),
            ("false", "false"),
            ("\"\"", "\"\""), ("\t\r\n0\n", "0"), ("-0", "-0"), ("2.00", "2.00"), ("1E+5", "1E+5"), ("1e-05", "1e-05"),
            ("-12.5e0", "-12.5e0"), (#"{"b":1,"a":{"b":[null]}}"#, #"{"b":1,"a":{"b":[null]}}"#),
            (#""\"\\\/\b\f\n\r\t""#, #""\"\\/\u0008\u000c\n\r\t""#), (#""\u00e9\u20AC\ud83d\ude00""#, "\"é€😀\""),
            ("\"é€😀\"", "\"é€😀\""), (#""\u0000\u001F\u007f""#, "\"\\u0000\\u001f\u{7F}\""),
            ("{\"\u{E9}\":1,\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"),
            (
                #"[{"a":1,"b":{"a":2}},{"a":3,"b":{"a":4}},{"b":5,"a":6},{"a":7},{},{"a":8,"c":9}]"#,
                #"[{"a":1,"b":{"a":2}},{"a":3,"b":{"a":4}},{"b":5,"a":6},{"a":7},{},{"a":8,"c":9}]"#
            ),
            (#"[{"\"a\\":1},{"\"a\\":2},{"\u0022a\u005c":3}]"#, #"[{"\"a\\":1},{"\"a\\":2},{"\"a\\":3}]"#),
        ]
    )
    func roundTrip(text: String, written: String) throws {
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(String(decoding: value.serialized(), as: UTF8.self).utf8.elementsEqual(written.utf8))
        #expect(try JSONValue(parsing: value.serialized()) == value)
    }

    @Test(
        "An invalid document is refused with what is wrong and where",
        arguments: [
            ("", "json.unexpected-end", 0), ("  ", "json.unexpected-end", 2), ("{", "json.unexpected-end", 1),
            ("[1,]", "json.unexpected-byte", 3), ("{,}", "json.unexpected-byte", 1),
            ("[1 2]", "json.unexpected-byte", 3),
            (#"{"a" 1}"#, "json.unexpected-byte", 5), (#"{"a":1,}"#, "json.unexpected-byte", 7),
            ("{a:1}", "json.unexpected-byte", 1), ("{1:1}", "json.unexpected-byte", 1),
            ("'a'", "json.unexpected-byte", 0),
            ("NaN", "json.unexpected-byte", 0), ("Infinity", "json.unexpected-byte", 0),
            ("nul", "json.unexpected-end", 3),
            ("nulL", "json.unexpected-byte", 3), ("truex", "json.trailing-bytes", 4),
            ("{}{}", "json.trailing-bytes", 2),
            ("1 1", "json.trailing-bytes", 2), ("// a\n1", "json.unexpected-byte", 0), ("]", "json.unexpected-byte", 0),
            ("01", "json.invalid-number", 1), ("-", "json.unexpected-end", 1), ("-a", "json.invalid-number", 1),
            ("+1", "json.unexpected-byte", 0), (".5", "json.unexpected-byte", 0), ("1.", "json.unexpected-end", 2),
            ("[1.]", "json.invalid-number", 3), ("1e", "json.unexpected-end", 2), ("1e+]", "json.invalid-number", 3),
            ("1.2.3", "json.invalid-number", 3), ("0x10", "json.trailing-bytes", 1), ("--1", "json.invalid-number", 1),
            (#"{"a":1,"b":2,"a":3}"#, "json.duplicate-name", 13), (#"{"a":1,"\u0061":2}"#, "json.duplicate-name", 7),
            (#"[{"a":1,"b":2},{"a":1,"a":2}]"#, "json.duplicate-name", 22),
            (#"[{"a":1,"b":2},{"b":1,"b":2}]"#, "json.duplicate-name", 22),
            (#"[{"a\"b":1},{"a"b":2}]"#, "json.unexpected-byte", 16),
            ("[{\"a\\nb\":1},{\"a\nb\":2}]", "json.control-character", 15),
            ("[{\"\u{E9}\":1,\"e\u{301}\":2},{\"\u{E9}\":1,\"\u{E9}\":2}]", "json.duplicate-name", 26),
            ("\"a\nb\"", "json.control-character", 2), ("\"\u{0}\"", "json.control-character", 1),
            ("\"\u{1F}\"", "json.control-character", 1), (#""\x""#, "json.invalid-escape", 1),
            (#""\u12g4""#, "json.invalid-escape", 1), (#""\u123"#, "json.unexpected-end", 6),
            (#""\ud800""#, "json.lone-surrogate", 1), (#""\udc00""#, "json.lone-surrogate", 1),
            (#""\ud800\n""#, "json.lone-surrogate", 1), (#""\ud800\ud800""#, "json.lone-surrogate", 1),
            (#""\ud800\u0041""#, "json.lone-surrogate", 1), ("\u{FEFF}1", "json.byte-order-mark", 0),
            ("1\u{FEFF}", "json.trailing-bytes", 1), ("\u{A0}1", "json.unexpected-byte", 0),
            ("\"a", "json.unexpected-end", 2),
        ]
    )
    func refusal(text: String, code: String, offset: Int) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
        #expect(error?.code.rawValue == code)
        #expect(error?.byteOffset == offset)
    }

    @Test(
        "A string that is not UTF-8 is refused",
        arguments: [
            [0x80], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
            [0x5C, 0x6E, 0x80],
        ] as [[UInt8]]
    )
    func invalidUTF8(bytes: [UInt8]) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: [0x20, 0x22] + bytes + [0x22]) }
        #expect(error == JSONError(code: .invalidUTF8, byteOffset: 1))
    }

    @Test("A name that comes twice is found among many", arguments: [2, 16, 17, 18, 100])
    func manyNames(count: Int) throws {
        let members = (0..<count).map { "\"n\($0)\":\($0)" }
        let valid = "{\(members.joined(separator: ","))}"
        #expect(try JSONReader(JSONValue(parsing: Array("[\(valid),\(valid)]".utf8))).elements().count == 2)
        for name in [0, count / 2, count - 1] {
            let invalid = "{\(members.joined(separator: ",")),\"n\(name)\":0}"
            for text in [invalid, "[\(valid),\(invalid)]"] {
                let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8)) }
                #expect(error?.code == .duplicateName)
            }
        }
    }

    @Test("A document that ends too early is refused at every length")
    func truncation() throws {
        let text = #"{"readings":[{"a":-1.50e+3,"b":"x\u00e9\ud83d\ude00\n é","c":[true,false,null,{}],"d":{"e":""}}]}"#
        let bytes = Array(text.utf8)
        _ = try JSONValue(parsing: bytes)
        for length in 0..<bytes.count {
            let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(bytes[..<length])) }
            #expect(error?.code == .unexpectedEnd)
            #expect(error?.byteOffset == length)
        }
    }

    @Test("Random changes of a document are refused or parse to what is written back")
    func randomChanges() throws {
        var random = SplitMix(state: 7)
        let bytes = Array(#"{"a":[1,-2.5e7,"\u00e9\"é"],"b":{"c":null,"d":true}}"#.utf8)
        for _ in 0..<20_000 {
            var changed = bytes
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                changed[Int.random(in: changed.indices, using: &random)] = .random(in: 0...255, using: &random)
            }
            guard let value = try? JSONValue(parsing: changed) else { continue }
            #expect(try JSONValue(parsing: value.serialized()) == value)
        }
    }
}
