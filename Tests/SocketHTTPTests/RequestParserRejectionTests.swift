import Testing

@testable import SocketHTTP

extension RequestParserTests {
    struct Invalid: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: String
        var rejection: RequestRejection
        var testDescription: String { name }

        init(_ name: String, _ bytes: String, _ rejection: RequestRejection) {
            self.name = name
            self.bytes = bytes
            self.rejection = rejection
        }

        /// An otherwise good request with these field lines.
        init(fields: String, _ rejection: RequestRejection) {
            self.init(fields.debugDescription, "GET / HTTP/1.1\r\n\(fields)\r\n\r\n", rejection)
        }

        /// A good chunked head with this body.
        init(chunks: String, _ rejection: RequestRejection) {
            self.init("chunks \(chunks.debugDescription)", RequestParserTests.chunked + chunks, rejection)
        }
    }

    static let invalid = requestLines + fieldLines + bodies

    private static let requestLines: [Invalid] = [
        Invalid("nothing but a word", "GET\r\n\r\n", .malformedRequestLine),
        Invalid("no version", "GET /\r\n\r\n", .malformedRequestLine),
        Invalid("two empty lines before", "\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n", .malformedRequestLine),
        Invalid("a space before the method", " GET / HTTP/1.1\r\n\r\n", .malformedRequestLine),
        Invalid("a control byte in the method", "G\u{1}T / HTTP/1.1\r\n\r\n", .malformedRequestLine),
        Invalid("a lower-case protocol", "GET / http/1.1\r\n\r\n", .malformedRequestLine),
        Invalid("a version of two digits", "GET / HTTP/1.10\r\n\r\n", .malformedRequestLine),
        Invalid("HTTP/2", "GET / HTTP/2.0\r\n\r\n", .versionNotSupported),
        Invalid("HTTP/0.9", "GET / HTTP/0.9\r\n\r\n", .versionNotSupported),
        Invalid("a bare LF", "GET / HTTP/1.1\nHost: h\n\n", .malformedLineEnding),
        Invalid("a bare CR", "GET / HTTP/1.1\rHost: h\r\n\r\n", .malformedRequestLine),
        Invalid("CONNECT", "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n", .notImplemented),
        Invalid("a long method", "\(String(repeating: "M", count: 33)) / HTTP/1.1\r\n\r\n", .notImplemented),
        Invalid("two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("a space in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("a NUL in the target", "GET /\0 HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("a fragment", "GET /#a HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("a broken escape", "GET /%2 HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("a relative target", "GET a HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("an asterisk for GET", "GET * HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("another scheme", "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("user information", "GET http://u@h/ HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
        Invalid("a host of its own in the target", "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", .malformedHost),
        Invalid("an authority for GET", "GET h:80 HTTP/1.1\r\nHost: h:80\r\n\r\n", .malformedTarget),
        Invalid("bytes above ASCII in the target", "GET /\u{e9} HTTP/1.1\r\nHost: h\r\n\r\n", .malformedTarget),
    ]

    private static let fieldLines: [Invalid] = [
        Invalid(fields: "X: 1", .malformedHost),
        Invalid(fields: "Host: h\r\nHost: h", .malformedHost),
        Invalid(fields: "Host:", .malformedHost),
        Invalid(fields: "Host: a b", .malformedHost),
        Invalid(fields: "Host: h/x", .malformedHost),
        Invalid(fields: "Host: [::1", .malformedHost),
        Invalid(fields: "Host: :80", .malformedHost),
        Invalid(fields: "Host: h\r\nNo colon", .malformedField),
        Invalid(fields: "Host: h\r\n: no name", .malformedField),
        Invalid(fields: "Host: h\r\nX : 1", .malformedField),
        Invalid(fields: "Host: h\r\nX: 1\r\n folded", .malformedField),
        Invalid(fields: " Host: h", .malformedField),
        Invalid(fields: "Host: h\r\nX: a\0b", .malformedField),
        Invalid(fields: "Host: h\r\nX: a\rb", .malformedField),
        Invalid(fields: "Host: h\r\nX: a\u{7f}b", .malformedField),
        Invalid(fields: "Host: h\r\nX\u{e9}: 1", .malformedField),
        Invalid(fields: "Host: h\r\nX: 1\nY: 2", .malformedLineEnding),
        Invalid(fields: "Host: h\r\nExpect: 200-ok", .expectationFailed),
        Invalid(fields: "Host: h\r\nContent-Length: 1\r\nContent-Length: 1", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length: 1, 1", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length: +1", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length: -1", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length: 0x1", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length:", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length: 9999999999999999999", .ambiguousLength),
        Invalid(fields: "Host: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked", .ambiguousLength),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 1", .ambiguousLength),
        Invalid(
            fields: "Host: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            .ambiguousLength
        ),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: chunked, chunked", .ambiguousLength),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: chunked, gzip", .ambiguousLength),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: identity", .ambiguousLength),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: chun\u{212A}ed", .ambiguousLength),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: \u{b}chunked", .malformedField),
        Invalid(fields: "Host: h\r\nTransfer-Encoding: gzip, chunked", .notImplemented),
        Invalid(
            "chunks in HTTP/1.0",
            "POST / HTTP/1.0\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n",
            .ambiguousLength
        ),
    ]

    private static let bodies: [Invalid] = [
        Invalid(chunks: "\r\n", .malformedChunk),
        Invalid(chunks: "g\r\n", .malformedChunk),
        Invalid(chunks: "-1\r\n", .malformedChunk),
        Invalid(chunks: "0x1\r\nA\r\n", .malformedChunk),
        Invalid(chunks: " 1\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1 \r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1;a\0\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1;\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1;a=\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1;a=\"b\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1;a b\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1;;a\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1 ;a\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1\r;a\r\nA\r\n", .malformedChunk),
        Invalid(chunks: "1000000000000000\r\n", .malformedChunk),
        Invalid(chunks: "1\r\nAB\r\n", .malformedChunk),
        Invalid(chunks: "1\nA\r\n", .malformedLineEnding),
        Invalid(chunks: "1\r\nA\n0\r\n\r\n", .malformedLineEnding),
        Invalid(chunks: "0\r\nbad trailer\r\n\r\n", .malformedField),
        Invalid(chunks: "0\r\n folded: 1\r\n\r\n", .malformedField),
        Invalid(chunks: "fffffff\r\n", .bodyTooLarge),
    ]

    @Test("refuses", arguments: invalid) func refuses(_ example: Invalid) {
        let run = ParserRun(example.bytes)
        #expect(run.rejection == example.rejection)
        #expect(run.requests.allSatisfy { !$0.isComplete })
    }

    @Test("stays refused, whatever follows") func staysRefused() {
        let run = ParserRun("GET / HTTP/1.1\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
        #expect(run.rejection == .malformedLineEnding)
        #expect(run.requests.isEmpty)
    }

    @Test("takes a target of the limit and refuses one byte more", arguments: [0, 1]) func limitsTarget(_ more: Int) {
        var limits = RequestLimits()
        limits.targetBytes = 100
        let target = "/" + String(repeating: "a", count: 99 + more)
        let run = ParserRun("GET \(target) HTTP/1.1\r\nHost: h\r\n\r\n", limits: limits)
        #expect(run.rejection == (more == 0 ? nil : .targetTooLong))
    }

    @Test("takes a header of the limit and refuses one byte more", arguments: [0, 1]) func limitsHeader(_ more: Int) {
        var limits = RequestLimits()
        limits.headerBytes = 100
        let field = "X: \(String(repeating: "a", count: 100 - 9 - 5 + more))\r\n"
        let run = ParserRun("GET / HTTP/1.1\r\nHost: h\r\n\(field)\r\n", limits: limits)
        #expect(run.rejection == (more == 0 ? nil : .headerTooLarge))
    }

    @Test("takes as many fields as the limit and refuses one more", arguments: [0, 1]) func limitsFields(_ more: Int) {
        var limits = RequestLimits()
        limits.headerFields = 5
        let fields = String(repeating: "X: 1\r\n", count: 4 + more)
        let run = ParserRun("GET / HTTP/1.1\r\nHost: h\r\n\(fields)\r\n", limits: limits)
        #expect(run.rejection == (more == 0 ? nil : .headerTooLarge))
    }

    @Test("takes a body of the limit and refuses one byte more", arguments: [0, 1], [true, false])
    func limitsBody(_ more: Int, isChunked: Bool) {
        var limits = RequestLimits()
        limits.bodyBytes = 10
        let chunks = "\(RequestParserTests.chunked)5\r\nhello\r\n\(5 + more)\r\nworld!\r\n0\r\n\r\n"
        let length = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \(10 + more)\r\n\r\nhelloworld!"
        let text = isChunked ? chunks : length
        let exact = more == 0 ? text.replacing("!", with: "") : text
        #expect(ParserRun(exact, limits: limits).rejection == (more == 0 ? nil : .bodyTooLarge))
    }

    @Test("counts chunk extensions and trailers as header bytes", arguments: [true, false])
    func limitsExtensions(areExtensions: Bool) {
        var limits = RequestLimits()
        limits.headerBytes = 200
        let extensions = String(repeating: "1;\(String(repeating: "x", count: 60))\r\nA\r\n", count: 4) + "0\r\n\r\n"
        let trailers = "0\r\n\(String(repeating: "X: \(String(repeating: "x", count: 60))\r\n", count: 4))\r\n"
        let run = ParserRun(RequestParserTests.chunked + (areExtensions ? extensions : trailers), limits: limits)
        #expect(run.rejection == .headerTooLarge)
    }

    @Test("does not wait for the end of a line that is too long") func limitsOpenLines() {
        let long = String(repeating: "a", count: 20_000)
        #expect(ParserRun("GET /\(long)").rejection == .targetTooLong)
        #expect(ParserRun("GET / HTTP/1.1\r\nX: \(long)").rejection == .headerTooLarge)
        #expect(ParserRun(RequestParserTests.chunked + "1;\(long)").rejection == .malformedChunk)
    }
}
