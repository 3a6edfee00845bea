import HTTPTypes
import SocketHTTP
import Testing

@Suite struct ServerLimitTests {
    typealias Time = any WritableKeyPath<ConnectionTimes, Duration> & Sendable

    struct Refusal: Sendable, CustomTestStringConvertible {
        var request: String
        var status: Int
        var testDescription: String { "\(status): \(request.prefix(40).debugDescription)" }
    }

    static let refusals = [
        Refusal(request: "nonsense\r\n\r\n", status: 400),
        Refusal(request: "GET / HTTP/1.1\r\n\r\n", status: 400),
        Refusal(request: "GET /?a=%ff HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", status: 400),
        Refusal(request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n\r\n", status: 413),
        Refusal(request: "GET /\(String(repeating: "a", count: 300)) HTTP/1.1\r\nHost: h\r\n\r\n", status: 414),
        Refusal(request: "GET / HTTP/1.1\r\nHost: h\r\nExpect: much\r\n\r\n", status: 417),
        Refusal(request: "GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 600))\r\n\r\n", status: 431),
        Refusal(
            request: "GET / HTTP/1.1\r\nHost: h\r\n\(String(repeating: "X: 1\r\n", count: 20))\r\n",
            status: 431
        ),
        Refusal(request: "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", status: 501),
        Refusal(request: "GET / HTTP/3.0\r\nHost: h\r\n\r\n", status: 505),
    ]

    @Test("hands over a body in chunks of a byte each in no more pieces than it takes to read them")
    func gathersChunks() async throws {
        let count = 20_000
        try await withServer(handler: { request in
            var (pieces, bytes) = (0, 0)
            while let piece = try? await request.body.next() {
                pieces += 1
                bytes += piece.count
            }
            return .text("\(bytes) \(pieces < count / 20)")
        }) { address, _ in
            let client = try RawClient(address)
            let chunks = String(repeating: "1\r\nx\r\n", count: count)
            try client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)0\r\n\r\n")
            #expect(try client.readAnswer().body == "\(count) true")
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAnswer().status == 200)
        }
    }

    static var small: HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        configuration.limits.targetBytes = 200
        configuration.limits.headerBytes = 500
        configuration.limits.headerFields = 10
        configuration.limits.bodyBytes = 1_000
        return configuration
    }

    /// With this time short and all others long, so that a busy machine meets no limit but the one that is asked about.
    private static func brief(_ time: Time) -> HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        for other in [\.firstByte, \.header, \.idle, \.body, \.write, \.linger] as [Time] {
            configuration.times[keyPath: other] = .seconds(60)
        }
        configuration.times[keyPath: time] = .milliseconds(200)
        return configuration
    }

    @Test("refuses with the right status and closes", arguments: refusals) func refuses(_ refusal: Refusal) async throws
    {
        try await withServer(ServerLimitTests.small, handler: echo) { address, _ in
            let client = try RawClient(address)
            try client.send(refusal.request)
            let answer = try client.readAnswer()
            #expect(answer.status == refusal.status)
            #expect(answer.fields["connection"] == "close")
            client.finish()
            #expect(try client.isClosed())
        }
    }

    @Test("refuses a chunked body that grows over the limit") func refusesGrowingBody() async throws {
        try await withServer(ServerLimitTests.small, handler: echo) { address, _ in
            let client = try RawClient(address)
            let chunk = "1f4\r\n\(String(repeating: "x", count: 500))\r\n"
            try client.send(
                "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\(chunk)\(chunk)1\r\nx\r\n"
            )
            let answer = try client.readAnswer()
            #expect(answer.status == 413)
            #expect(answer.fields["connection"] == "close")
        }
    }

    @Test("lets a handler ask for less than the server allows", arguments: [true, false])
    func collectsUpToLimit(isChunked: Bool) async throws {
        try await withServer(handler: { await collect($0, limitBytes: 10) }) { address, _ in
            for (body, status) in [("0123456789", 200), ("0123456789A", 413)] {
                let client = try RawClient(address)
                let size = body.utf8.count
                let chunks = "Transfer-Encoding: chunked\r\n\r\n\(String(size, radix: 16))\r\n\(body)\r\n0\r\n\r\n"
                let framed = isChunked ? chunks : "Content-Length: \(size)\r\n\r\n\(body)"
                try client.send("POST / HTTP/1.1\r\nHost: h\r\n\(framed)")
                #expect(try client.readAnswer().status == status)
            }
        }
    }

    @Test(
        "tells a client whose header or body does not come in time",
        arguments: [
            ("GET / HT", \.header), ("GET / HTTP/1.1\r\nHost: h\r\n", \.header),
            ("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhel", \.body),
            ("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", \.body),
        ] as [(String, Time)]
    ) func timesOut(_ beginning: String, _ time: Time) async throws {
        try await withServer(ServerLimitTests.brief(time), handler: echo) { address, _ in
            let client = try RawClient(address)
            try client.send(beginning)
            #expect(try client.readAnswer().status == 408)
            client.finish()
            #expect(try client.isClosed())
        }
    }

    @Test("does not let one byte now and then keep a header open") func timesOutTrickle() async throws {
        try await withServer(ServerLimitTests.brief(\.header), handler: echo) { address, _ in
            let client = try RawClient(address)
            for byte in "GET /".utf8 {
                try? client.send([byte])
                try await Task.sleep(for: .milliseconds(50))
            }
            #expect(try client.readAnswer().status == 408)
        }
    }

    @Test(
        "closes an idle connection without a word",
        arguments: [("", \.firstByte), ("GET / HTTP/1.1\r\nHost: h\r\n\r\n", \.idle)] as [(String, Time)]
    ) func closesIdle(_ request: String, _ time: Time) async throws {
        try await withServer(ServerLimitTests.brief(time), handler: echo) { address, _ in
            let client = try RawClient(address)
            try client.send(request)
            if !request.isEmpty { #expect(try client.readAnswer().status == 200) }
            #expect(try client.isClosed())
        }
    }

    @Test("cuts a client that takes nothing") func cutsSlowReader() async throws {
        let body = [UInt8](repeating: 0, count: 20_000_000)
        let answer: @Sendable (ServerRequest) async -> ServerResponse = { _ in
            ServerResponse(status: .ok, body: .bytes(body))
        }
        try await withServer(ServerLimitTests.brief(\.write), handler: answer) { address, server in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.read(through: "\r\n\r\n")
            try await waitUntil { server.connectionCount == 0 }
            #expect(try client.readAll().utf8.count < body.count)
        }
    }

    @Test("closes a connection after its share of requests") func limitsRequests() async throws {
        var configuration = HTTPServerConfiguration()
        configuration.maximumRequestsPerConnection = 2
        try await withServer(configuration, handler: tellPath) { address, _ in
            let client = try RawClient(address)
            try client.send(String(repeating: "GET / HTTP/1.1\r\nHost: h\r\n\r\n", count: 2))
            #expect(try client.readAnswer().fields["connection"] == nil)
            #expect(try client.readAnswer().fields["connection"] == "close")
            #expect(try client.isClosed())
        }
    }
}

/// Waits until something holds that another thread brings about.
func waitUntil(_ condition: () -> Bool) async throws {
    for _ in 0..<12_000 {
        if condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("it did not come about in time")
}
