import Testing

@testable import SocketHTTP

@Suite struct ServerShutdownTests {
    @Test("finishes the requests in flight before it closes") func finishesRequests() async throws {
        let begun = Counter()
        let released = ShutdownSignal()
        try await withServer(handler: { request in
            begun.increment()
            while !released.isStopping { try? await Task.sleep(for: .milliseconds(5)) }
            return .text(request.path)
        }) { address, server in
            let clients = try (0..<20).map { _ in try RawClient(address) }
            for (index, client) in clients.enumerated() { try client.send("GET /\(index) HTTP/1.1\r\nHost: h\r\n\r\n") }
            try await waitUntil { begun.value == 20 }
            let stopped = Task { await server.shutdown(grace: .seconds(10)) }
            try await waitUntil { server.shutdownSignal.isStopping }
            released.signal()
            await stopped.value
            for (index, client) in clients.enumerated() {
                let answer = try client.readAnswer()
                #expect(answer.body == "/\(index)")
                #expect(answer.fields["connection"] == "close")
                #expect(try client.isClosed())
            }
            #expect(server.connectionCount == 0)
            #expect(throws: (any Error).self) { try RawClient(address) }
        }
    }

    @Test("answers requests that were sent before the stop, accepted or not") func answersSentRequests() async throws {
        try await withServer(handler: tellPath) { address, server in
            let clients = try (0..<100).map { _ in try RawClient(address) }
            for client in clients { try client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n") }
            await server.shutdown(grace: .seconds(10))
            for client in clients { #expect(try client.readAnswer().body == "/a") }
        }
    }

    @Test("closes idle connections without waiting", .timeLimit(.minutes(2))) func closesIdle() async throws {
        try await withServer(handler: tellPath) { address, server in
            let client = try RawClient(address)
            try client.send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.readAnswer()
            await server.shutdown(grace: .seconds(600))
            #expect(try client.isClosed())
        }
    }

    @Test("waits for a header that has begun") func waitsForBegunHeader() async throws {
        try await withServer(handler: tellPath) { address, server in
            let client = try RawClient(address)
            // Once the first is answered, the beginning that came with it is known to the server.
            try client.send("GET /first HTTP/1.1\r\nHost: h\r\n\r\nGET /a HTTP/1.1\r\nHo")
            #expect(try client.readAnswer().body == "/first")
            let stopped = Task { await server.shutdown(grace: .seconds(10)) }
            try await Task.sleep(for: .milliseconds(100))
            try client.send("st: h\r\n\r\n")
            #expect(try client.readAnswer().body == "/a")
            await stopped.value
        }
    }

    @Test("tells streams to end, and their clients see the end") func endsStreams() async throws {
        try await withServer(handler: { _ in
            .events { writer in
                try await writer.write(ServerSentEvent(data: "first"))
                await writer.shutdown.wait()
                try await writer.write(ServerSentEvent(data: "last"))
            }
        }) { address, server in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            _ = try client.read(through: "first\n\n")
            let stopped = Task { await server.shutdown(grace: .seconds(10)) }
            let rest = try client.readAll()
            #expect(rest.contains("last"))
            #expect(rest.hasSuffix("0\r\n\r\n"))
            await stopped.value
        }
    }

    @Test("cuts and cancels what outlasts the grace") func cutsAfterGrace() async throws {
        let begun = Counter()
        let cancelled = Counter()
        try await withServer(handler: { _ in
            begun.increment()
            do { try await Task.sleep(for: .seconds(60)) } catch { cancelled.increment() }
            return .text("late")
        }) { address, server in
            let client = try RawClient(address)
            try client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            try await waitUntil { begun.value == 1 }
            await server.shutdown(grace: .milliseconds(100))
            #expect(cancelled.value == 1)
            #expect(server.connectionCount == 0)
            #expect(try client.readAll().isEmpty)
        }
    }
}
