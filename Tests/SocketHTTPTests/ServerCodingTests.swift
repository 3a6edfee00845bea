import CZlib
import Foundation
import HTTPTypes
import Testing

@testable import SocketHTTP

@Suite struct ServerCodingTests {
    private static let text = (0..<3_000).map { "{\"kind\":\"heart-rate\",\"value\":\($0 * 7_919 % 1_009)}," }.joined()

    @Test("gives a handler the plain bytes of a gzip body", arguments: ["gzip", "GZIP", "x-gzip"], [true, false])
    func decompresses(_ coding: String, isChunked: Bool) async throws {
        let body = try gzip(ServerCodingTests.text)
        try await withServer(handler: echo) { address, _ in
            let client = try RawClient(address)
            for _ in 0..<2 {
                try client.send(request(body, coding: coding, isChunked: isChunked))
                let answer = try client.readAnswer()
                #expect(answer.status == 200)
                let isSame = answer.body == ServerCodingTests.text
                #expect(isSame)
            }
        }
    }

    @Test(
        "refuses another coding with 415 and says which it takes, and keeps the connection",
        arguments: ["br", "deflate", "zstd", "identity", "gzip, gzip", "gzip\r\nContent-Encoding: gzip", ""]
    ) func refusesCodings(_ coding: String) async throws {
        try await withServer(handler: echo) { address, _ in
            let client = try RawClient(address)
            try client.send(request(Array("abc".utf8), coding: coding))
            let answer = try client.readAnswer()
            #expect(answer.status == 415)
            #expect(answer.fields["accept-encoding"] == "gzip")
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAnswer().status == 200)
        }
    }

    @Test("refuses what is no whole gzip member with 400") func refusesMalformed() async throws {
        let good = try gzip("hello")
        var wrongSum = good
        wrongSum[good.count - 6] ^= 1
        let bad = [Array("hello".utf8), Array(good.dropLast()), wrongSum, good + [0], good + good, [0x1F, 0x8B]]
        try await withServer(handler: echo) { address, _ in
            for body in bad {
                let client = try RawClient(address)
                try client.send(request(body, coding: "gzip"))
                #expect(try client.readAnswer().status == 400, "\(body)")
            }
        }
    }

    @Test("refuses a bomb by its factor and by its size with 413") func refusesBombs() async throws {
        let zeros = try gzip(String(repeating: "0", count: 5_000_000))
        var configuration = HTTPServerConfiguration()
        for (factor, bytes) in [(100, 100_000_000), (2_000, 4_000_000)] {
            configuration.limits.expansionFactor = factor
            configuration.limits.bodyBytes = bytes
            try await withServer(configuration, handler: echo) { address, _ in
                let client = try RawClient(address)
                try client.send(request(zeros, coding: "gzip"))
                #expect(try client.readAnswer().status == 413)
            }
        }
    }

    @Test("takes or refuses the same body, however it is cut", arguments: [2, 30, 40, 100])
    func judgesAlike(factor: Int) throws {
        // What expands far at first and little afterwards is within the factor as a whole.
        let noise = (0..<9_000).map { _ in String(UnicodeScalar(UInt8.random(in: 33...126))) }.joined()
        let bytes = try gzip(String(repeating: "0", count: 20_000) + noise)
        var limits = RequestLimits()
        limits.expansionFactor = factor
        func inflated(_ pieceBytes: Int) -> Result<Int, HTTPBodyError> {
            Result { () throws(HTTPBodyError) in
                guard let inflater = GzipInflater(limits: limits) else { throw .incomplete }
                var count = 0
                for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
                    inflater.feed(Array(bytes[start..<min(start + pieceBytes, bytes.count)]))
                    while let piece = try inflater.next() { count += piece.count }
                }
                return count
            }
        }
        let whole = inflated(bytes.count)
        #expect((try? whole.get()) == (factor < 40 ? nil : 29_000))
        for pieceBytes in [1, 7, 100, 511, 512, 513, 4_096] { #expect(inflated(pieceBytes) == whole) }
    }

    @Test(
        "takes what the client accepts for it",
        arguments: [
            (nil, false), ("", false), ("gzip", true), ("GZip;q=1.0, br", true), ("x-gzip", true), ("gzip;q=0", false),
            ("gzip; q=0.001", true), ("*", true), ("*;q=0", false), ("gzip;q=0, *", false), ("br, identity", false),
            ("gzip;q=0.5, identity", false), ("identity;q=0.5, gzip;q=0.5", true), ("gzip;q=many", false),
            ("identity;q=0", false), ("gzip;q=2", false), ("nogzip", false),
        ]
    ) func reads(accept: String?, _ takes: Bool) {
        var fields = HTTPFields()
        fields[.acceptEncoding] = accept
        #expect(ContentCoding.takesGzip(fields) == takes)
    }

    @Test("compresses a large answer for a client that takes it, also for HEAD") func compresses() async throws {
        try await withServer(handler: { request in
            var response = ServerResponse.text(request.path == "/small" ? "small" : ServerCodingTests.text)
            response.mayBeCompressed = request.path != "/secret"
            return response
        }) { address, _ in
            let client = try RawClient(address)
            let accept = "HTTP/1.1\r\nHost: h\r\nAccept-Encoding: gzip\r\n\r\n"
            try client.send("GET / \(accept)")
            let head = try client.readAnswer(toHead: true)
            let length = try #require(head.fields["content-length"].flatMap(Int.init))
            #expect(head.fields["content-encoding"] == "gzip")
            #expect(head.fields["vary"] == "Accept-Encoding")
            #expect(length < ServerCodingTests.text.utf8.count / 3)
            let inflater = try #require(GzipInflater(limits: RequestLimits()))
            inflater.feed(try client.readBytes(length))
            var plain: [UInt8] = []
            while let piece = try inflater.next() { plain += piece }
            #expect(inflater.isComplete)
            let isSame = plain == Array(ServerCodingTests.text.utf8)
            #expect(isSame)

            try client.send("HEAD / \(accept)")
            #expect(try client.readAnswer(toHead: true).fields["content-length"] == String(length))
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let uncoded = try client.readAnswer()
            #expect(uncoded.fields["content-encoding"] == nil)
            #expect(uncoded.fields["vary"] == "Accept-Encoding")
            let isPlain = uncoded.body == ServerCodingTests.text
            #expect(isPlain)
            for path in ["/small", "/secret"] {
                try client.send("GET \(path) \(accept)")
                let answer = try client.readAnswer()
                #expect(answer.fields["content-encoding"] == nil)
                #expect(answer.fields["vary"] == nil)
            }
        }
    }

    private func request(_ body: [UInt8], coding: String, isChunked: Bool = false) -> [UInt8] {
        let head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Encoding: \(coding)\r\n"
        guard isChunked else { return Array("\(head)Content-Length: \(body.count)\r\n\r\n".utf8) + body }
        let chunks = body.flatMap { Array("1\r\n".utf8) + [$0] + Array("\r\n".utf8) }
        return Array("\(head)Transfer-Encoding: chunked\r\n\r\n".utf8) + chunks + Array("0\r\n\r\n".utf8)
    }

    /// Compressed by zlib's own function for whole buffers, not by the code under test.
    private func gzip(_ text: String) throws -> [UInt8] {
        var stream = z_stream()
        #expect(deflate_start_gzip(&stream, 9) == Z_OK)
        defer { deflateEnd(&stream) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count + 1_000)
        let count = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                #expect(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                return Int(stream.total_out)
            }
        }
        return Array(output[..<count])
    }
}
