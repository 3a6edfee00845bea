import EventLoops
import Foundation
import HTTPTypes
import Testing

@testable import SocketHTTP

@Suite struct HTTPServerTests {
    @Test("answers with a date, a length and the body") func answers() async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            try client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
            let answer = try client.readAnswer()
            #expect(answer.status == 200)
            #expect(answer.body == "/a")
            #expect(answer.fields["content-length"] == "2")
            #expect(answer.fields["connection"] == nil)
            let now = time(nil)
            #expect((now - 60...now).contains { DateCache.format($0) == answer.fields["date"] })
        }
    }

    @Test("writes dates as RFC 9110 has them") func writesDates() {
        #expect(DateCache.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test("keeps a connection for the next request") func keepsAlive() async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            for turn in 0..<50 {
                try client.send("GET /\(turn) HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.readAnswer().body == "/\(turn)")
            }
        }
    }

    @Test("answers pipelined requests in order") func answersPipelined() async throws {
        try await withServer(handler: { request in
            if request.path.hasSuffix("0") { try? await Task.sleep(for: .milliseconds(5)) }
            return .text(request.path)
        }) { address, _ in
            let client = try RawClient(address)
            try client.send((0..<100).map { "GET /\($0) HTTP/1.1\r\nHost: h\r\n\r\n" }.joined())
            for turn in 0..<100 { #expect(try client.readAnswer().body == "/\(turn)") }
        }
    }

    @Test("answers a client that ends its side with the request") func answersHalfClosed() async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            try client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
            client.finish()
            #expect(try client.readAnswer().body == "/a")
            #expect(try client.isClosed())
        }
    }

    @Test(
        "closes when it is asked to",
        arguments: ["GET / HTTP/1.1\r\nHost: h\r\nConnection: close", "GET / HTTP/1.0"]
    )
    func closes(_ head: String) async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            try client.send("\(head)\r\n\r\n")
            #expect(try client.readAnswer().fields["connection"] == "close")
            #expect(try client.isClosed())
        }
    }

    @Test("takes bodies of known length and in chunks", arguments: [0, 1, 5_000, 3_000_000], [true, false])
    func takesBodies(_ count: Int, isChunked: Bool) async throws {
        let body = String(repeating: "0123456789", count: count / 10 + 1).prefix(count)
        let chunked =
            "Transfer-Encoding: chunked\r\n\r\n"
            + (count > 0 ? "\(String(count, radix: 16))\r\n\(body)\r\n" : "") + "0\r\n\r\n"
        let head = "POST / HTTP/1.1\r\nHost: h\r\n"
        let request = head + (isChunked ? chunked : "Content-Length: \(count)\r\n\r\n\(body)")
        try await withServer(handler: echo) { address, _ in
            let client = try RawClient(address)
            for _ in 0..<2 {
                try client.send(request)
                let answer = try client.readAnswer()
                #expect(answer.status == 200)
                #expect(answer.body == body)
            }
        }
    }

    @Test("says 100 Continue when the body is asked for") func continues() async throws {
        try await withServer(handler: echo) { address, _ in
            let client = try RawClient(address)
            try client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            #expect(try client.readAnswer().status == 100)
            try client.send("hi")
            #expect(try client.readAnswer().body == "hi")
        }
    }

    @Test("says no 100 Continue when the body is not wanted, and closes") func doesNotContinue() async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            try client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
            let answer = try client.readAnswer()
            #expect(answer.status == 200)
            #expect(answer.fields["connection"] == "close")
            #expect(try client.isClosed())
        }
    }

    @Test("drops a short body that the handler did not read and goes on") func dropsShortBody() async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            for _ in 0..<3 {
                try client.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n")
                try client.send(String(repeating: "x", count: 2_000))
                #expect(try client.readAnswer().body == "/a")
            }
        }
    }

    @Test("answers HEAD without a body but with its length") func answersHead() async throws {
        try await withServer(handler: tellPath) { address, _ in
            let client = try RawClient(address)
            for _ in 0..<2 {
                try client.send("HEAD /abc HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.readAnswer(toHead: true).fields["content-length"] == "4")
            }
            try client.send("GET /abc HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAnswer().body == "/abc")
        }
    }

    @Test("sends no length with 204, and a length of 0 where there is no body") func answersWithoutBody() async throws {
        try await withServer(handler: { request in
            ServerResponse(status: request.path == "/204" ? .noContent : .created)
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET /204 HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAnswer().fields["content-length"] == nil)
            #expect(try client.readAnswer().fields["content-length"] == "0")
        }
    }

    @Test("writes the fields that are its own itself") func ownsFields() async throws {
        try await withServer(handler: { _ in
            let fields: HTTPFields = [.contentLength: "99", .connection: "close", .date: "never", .contentType: "a/b"]
            return ServerResponse(status: .ok, fields: fields, body: .bytes([UInt8(ascii: "x")]))
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let answer = try client.readAnswer()
            #expect(answer.fields["content-length"] == "1")
            #expect(answer.fields["connection"] == nil)
            #expect(answer.fields["date"] != "never")
            #expect(answer.fields["content-type"] == "a/b")
        }
    }

    @Test("sends a large body to a slow reader whole") func sendsLargeBody() async throws {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000_000)
        try await withServer(handler: { _ in ServerResponse(status: .ok, body: .bytes(body)) }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            try await Task.sleep(for: .milliseconds(50))
            #expect(try client.readAnswer().body.utf8.count == body.count)
        }
    }

    @Test("runs handlers on a loop, also after they have hopped away") func staysOnLoop() async throws {
        try await withServer(handler: { _ in
            let before = EventLoop.current?.name
            await Elsewhere.shared.visit()
            return .text(before != nil && before == EventLoop.current?.name ? "same" : "moved")
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAnswer().body == "same")
        }
    }

    @Test("spreads connections evenly over its loops") func spreadsConnections() async throws {
        try await withServer(handler: { _ in .text(EventLoop.current?.name ?? "none") }) { address, server in
            let clients = try (0..<10).map { _ in try RawClient(address) }
            var counts: [String: Int] = [:]
            for client in clients {
                try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                counts[try client.readAnswer().body, default: 0] += 1
            }
            #expect(counts == ["test-0": 5, "test-1": 5])
            #expect(server.connectionCount == 10)
        }
    }

    @Test("serves 500 connections at the same time") func servesManyConnections() async throws {
        try await withServer(handler: tellPath) { address, server in
            let clients = try (0..<500).map { _ in try RawClient(address) }
            for (index, client) in clients.enumerated() { try client.send("GET /\(index) HTTP/1.1\r\nHost: h\r\n\r\n") }
            for (index, client) in clients.enumerated() { #expect(try client.readAnswer().body == "/\(index)") }
            #expect(server.connectionCount == 500)
        }
    }

    @Test("speaks of addresses as the kernel does", arguments: ["127.0.0.1", "::1", "2001:db8::7", "0.0.0.0"])
    func translatesAddresses(_ host: String) throws {
        let address = SocketAddress(host: host, port: 8_080)
        let there = try #require(
            address.withKernelAddress { pointer, length in
                var storage = sockaddr_storage()
                memcpy(&storage, pointer, Int(length))
                return storage
            }
        )
        #expect(SocketAddress(there) == address)
        #expect(address.description == (host.contains(":") ? "[\(host)]:8080" : "\(host):8080"))
    }

    @Test("says why it cannot start") func saysWhyNot() async throws {
        try await withServer(handler: tellPath) { address, server in
            await #expect(throws: HTTPServerError.alreadyStarted) { try await server.start() }
            var configuration = HTTPServerConfiguration()
            configuration.port = address.port
            await #expect(throws: HTTPServerError.system(call: "bind", errno: EADDRINUSE)) {
                try await withServer(configuration, handler: tellPath) { _, _ in }
            }
            configuration.host = "localhost"
            await #expect(throws: HTTPServerError.invalidHost) {
                try await withServer(configuration, handler: tellPath) { _, _ in }
            }
        }
    }
}

/// An actor on the main thread: anywhere but a loop.
@MainActor final class Elsewhere {
    static let shared = Elsewhere()
    private var visits = 0

    func visit() { visits += 1 }
}
