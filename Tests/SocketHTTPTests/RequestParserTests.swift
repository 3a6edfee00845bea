import HTTPTypes
import Testing

@testable import SocketHTTP

@Suite struct RequestParserTests {
    struct Valid: Sendable, CustomTestStringConvertible {
        var name: String
        var bytes: String
        var path = "/"
        var method = HTTPRequest.Method.get
        var authority: String? = "h"
        var body = ""
        var keepsAlive = true
        var testDescription: String { name }
    }

    static let chunked = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
    static let valid: [Valid] = [
        Valid(name: "the least request", bytes: "GET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        Valid(name: "an empty line before", bytes: "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"),
        Valid(name: "a later minor version", bytes: "GET / HTTP/1.9\r\nHost: h\r\n\r\n"),
        Valid(
            name: "HTTP/1.0 without host",
            bytes: "GET / HTTP/1.0\r\n\r\n",
            authority: nil,
            keepsAlive: false
        ),
        Valid(name: "path and query", bytes: "GET /a%20b?c=d HTTP/1.1\r\nHost: h\r\n\r\n", path: "/a%20b?c=d"),
        Valid(
            name: "absolute form",
            bytes: "GET http://x:80/p?q HTTP/1.1\r\nHost: X:80\r\n\r\n",
            path: "/p?q",
            authority: "x:80"
        ),
        Valid(
            name: "absolute form without path",
            bytes: "GET HTTP://x?q HTTP/1.1\r\nHost: x\r\n\r\n",
            path: "/?q",
            authority: "x"
        ),
        Valid(
            name: "asterisk form",
            bytes: "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n",
            path: "*",
            method: .options
        ),
        Valid(name: "IPv6 host", bytes: "GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", authority: "[::1]:80"),
        Valid(name: "white space around a value", bytes: "GET / HTTP/1.1\r\nhost: \t h \t\r\n\r\n"),
        Valid(name: "an empty value and obs-text", bytes: "GET / HTTP/1.1\r\nHost:h\r\nA:\r\nB: \u{e9}\r\n\r\n"),
        Valid(
            name: "close",
            bytes: "GET / HTTP/1.1\r\nHost: h\r\nConnection: te , Close\r\n\r\n",
            keepsAlive: false
        ),
        Valid(
            name: "close before a comma with an accent",
            bytes: "GET / HTTP/1.1\r\nHost: h\r\nConnection: close,\u{301}\r\n\r\n",
            keepsAlive: false
        ),
        Valid(
            name: "a body of known length",
            bytes: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello",
            method: .post,
            body: "hello"
        ),
        Valid(
            name: "a body of no bytes",
            bytes: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
            method: .post
        ),
        Valid(
            name: "chunks",
            bytes: chunked + "5\r\nhello\r\n00a;x=\"y;\\\"\"; z ;v = w\r\n, patient!\r\n0\r\n\r\n",
            method: .post,
            body: "hello, patient!"
        ),
        Valid(
            name: "trailers",
            bytes: chunked + "1\r\nA\r\n0\r\nX-Sum: 1\r\n\r\n",
            method: .post,
            body: "A"
        ),
    ]

    @Test("accepts", arguments: valid) func accepts(_ example: Valid) throws {
        let run = ParserRun(example.bytes)
        #expect(run.rejection == nil)
        let request = try #require(run.requests.first)
        #expect(run.requests.count == 1)
        #expect(request.isComplete)
        #expect(request.head.request.method == example.method)
        #expect(request.head.request.path == example.path)
        #expect(request.head.request.authority == example.authority)
        #expect(request.head.keepsAlive == example.keepsAlive)
        #expect(request.body == Array(example.body.utf8))
    }

    @Test("gives fields as they came, and Host as the authority") func givesFields() throws {
        let run = ParserRun("GET / HTTP/1.1\r\nX-A: 1\r\nHost: h\r\nx-a: 2\r\n\r\n")
        let fields = try #require(run.requests.first).head.request.headerFields
        let name = try #require(HTTPField.Name("X-A"))
        #expect(fields.map(\.name.rawName) == ["X-A", "x-a"])
        #expect(fields[values: name] == ["1", "2"])
    }

    @Test("reads requests that follow each other") func readsPipelined() {
        let all = RequestParserTests.valid.map(\.bytes).joined()
        let run = ParserRun(all)
        #expect(run.rejection == nil)
        #expect(run.requests.map(\.head.request.path) == RequestParserTests.valid.map(\.path))
    }

    @Test("asks for 100-continue only where a body follows") func readsExpectations() throws {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\n"
        #expect(try #require(ParserRun(head + "Content-Length: 1\r\n\r\n").requests.first).head.expectsContinue)
        #expect(try !#require(ParserRun(head + "\r\n").requests.first).head.expectsContinue)
    }

    @Test("does not depend on where the bytes are cut", arguments: valid.map(\.bytes) + invalid.map(\.bytes))
    func ignoresCuts(_ text: String) {
        let bytes = Array(text.utf8)
        let whole = ParserRun([bytes[...]])
        for cut in bytes.indices {
            #expect(ParserRun([bytes[..<cut], bytes[cut...]]) == whole, "cut at \(cut)")
        }
        #expect(ParserRun(bytes.indices.map { bytes[$0...$0] }) == whole, "byte by byte")
    }

    @Test("gives the same for mutated requests however they are cut, and never stops", arguments: 0..<8)
    func survivesMutations(_ seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<400 {
            var bytes = RequestParserTests.valid.randomElement(using: &random).map { Array($0.bytes.utf8) } ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let position = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: position)
                default: bytes.insert("\r\n\0 \t:;,-0"[random.next()], at: position)
                }
            }
            let whole = ParserRun([bytes[...]])
            #expect(
                ParserRun(bytes.indices.map { bytes[$0...$0] }) == whole,
                "\(String(decoding: bytes, as: UTF8.self))"
            )
        }
    }
}

extension String {
    fileprivate subscript(random: UInt64) -> UInt8 { Array(utf8)[Int(random % UInt64(utf8.count))] }
}
