import HTTPTypes
import SocketHTTP
import Synchronization
import Testing

@Suite struct ServerStreamTests {
    @Test("streams a body in chunks and keeps the connection") func streams() async throws {
        try await withServer(handler: { _ in
            ServerResponse(
                status: .ok,
                body: .stream { writer in
                    for turn in 0..<3 { try await writer.write(Array("part \(turn)\n".utf8)) }
                    try await writer.write([])
                }
            )
        }) { address, _ in
            let client = try RawClient(address)
            for _ in 0..<2 {
                try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                let answer = try client.readAnswer()
                #expect(answer.fields["transfer-encoding"] == "chunked")
                #expect(answer.body == "part 0\npart 1\npart 2\n")
            }
        }
    }

    @Test("streams to an HTTP/1.0 client up to the close") func streamsLegacy() async throws {
        try await withServer(handler: { _ in
            ServerResponse(status: .ok, body: .stream { try await $0.write(Array("all".utf8)) })
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.0\r\n\r\n")
            #expect(try client.readAll().hasSuffix("\r\n\r\nall"))
        }
    }

    @Test("cuts the connection when a stream fails, so that its end is missed") func cutsFailedStream() async throws {
        struct Failure: Error {}
        try await withServer(handler: { _ in
            ServerResponse(
                status: .ok,
                body: .stream { writer in
                    try await writer.write(Array("half".utf8))
                    throw Failure()
                }
            )
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.readAll().hasSuffix("\r\n4\r\nhalf\r\n"))
        }
    }

    @Test("keeps pieces of several writers whole") func keepsPiecesWhole() async throws {
        let pieces = ["a", "b", "c", "d"].map { String(repeating: $0, count: 300_000) }
        try await withServer(handler: { _ in
            ServerResponse(
                status: .ok,
                body: .stream { writer in
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for piece in pieces { group.addTask { try await writer.write(Array(piece.utf8)) } }
                        try await group.waitForAll()
                    }
                }
            )
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.read(through: "\r\n\r\n")
            try await Task.sleep(for: .milliseconds(50))
            var chunks: [String] = []
            while let chunk = try client.readChunk() { chunks.append(chunk) }
            #expect(chunks.sorted() == pieces)
        }
    }

    @Test("waits for a slow reader instead of keeping what it writes") func waitsForReader() async throws {
        let written = Counter()
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        try await withServer(handler: { _ in
            ServerResponse(
                status: .ok,
                body: .stream { writer in
                    for _ in 0..<500 {
                        try await writer.write(piece)
                        written.increment()
                    }
                }
            )
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            try await Task.sleep(for: .milliseconds(300))
            #expect(written.value < 250)
            #expect(try client.readAnswer().body.utf8.count == 500 * piece.count)
        }
    }

    @Test("cancels a waiting stream when its client goes away") func noticesGonePeer() async throws {
        let ended = Counter()
        try await withServer(handler: { _ in
            .events { writer in
                defer { ended.increment() }
                try await writer.write(ServerSentEvent(data: "first"))
                try await Task.sleep(for: .seconds(60))
            }
        }) { address, server in
            for _ in 0..<10 {
                let client = try RawClient(address)
                try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
                #expect(try client.read(through: "first\n\n").contains("text/event-stream"))
            }
            try await waitUntil { ended.value == 10 && server.connectionCount == 0 }
        }
    }

    @Test("keeps what a client sends during a stream for afterwards") func keepsPipelined() async throws {
        try await withServer(handler: { request in
            guard request.path == "/stream" else { return .text(request.path) }
            return ServerResponse(
                status: .ok,
                body: .stream { writer in
                    try await writer.write(Array("a".utf8))
                    try await Task.sleep(for: .milliseconds(100))
                    try await writer.write(Array("b".utf8))
                }
            )
        }) { address, _ in
            let client = try RawClient(address)
            try client.send("GET /stream HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.read(through: "a\r\n")
            try client.send("GET /next HTTP/1.1\r\nHost: h\r\n\r\n")
            #expect(try client.read(through: "0\r\n\r\n") == "1\r\nb\r\n0\r\n\r\n")
            #expect(try client.readAnswer().body == "/next")
        }
    }

    @Test(
        "frames events so that a client can put them together again",
        arguments: [
            (ServerSentEvent(data: "a"), "data: a\n\n"),
            (
                ServerSentEvent(id: "7", event: "alert", data: "a\nb\r\nc\rd"),
                "id: 7\nevent: alert\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
            ),
            (ServerSentEvent(id: "7\ndata: x", data: ""), "id: 7data: x\ndata: \n\n"),
        ]
    ) func framesEvents(_ event: ServerSentEvent, _ expected: String) {
        #expect(String(decoding: event.bytes, as: UTF8.self) == expected)
    }
}

/// Counts across threads.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock(\.self) }

    func increment() { count.withLock { $0 += 1 } }
}
