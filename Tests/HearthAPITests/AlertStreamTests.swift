import EventLoops
import HTTPTypes
import HearthAPI
import HearthCore
import Logging
import RecordedLog
import SocketHTTP
import Synchronization
import Testing

/// The live stream over real sockets: nothing is missed, nothing comes twice.
@Suite(.timeLimit(.minutes(1)))
struct AlertStreamTests {
    @Test("a client that reconnects with Last-Event-ID while alerts arrive sees each event once, in order")
    func missesNothing() async throws {
        let count = 1_000
        try await withServer { address, feed, _ in
            async let raising: Void = {
                for number in 1...count {
                    feed.raise()
                    if number.isMultiple(of: 7) { try? await Task.sleep(for: .microseconds(500)) }
                }
            }()
            var seen: [Int64] = []
            while seen.count < count {
                let client = try StreamClient(address, token: "on-call", lastEventID: seen.last ?? 0)
                seen += await client.ids(min(Int.random(in: 1...200), count - seen.count))
                client.close()
            }
            await raising
            #expect(seen == Array(1...Int64(count)))
        }
    }

    @Test("without Last-Event-ID the stream begins with what happens next")
    func beginsNow() async throws {
        try await withServer { address, feed, _ in
            for _ in 1...3 { feed.raise() }
            let client = try StreamClient(address, token: "clinician")
            for await block in client.blocks where block.contains("text/event-stream") { break }
            feed.raise()
            #expect(await client.ids(1) == [4])
            client.close()
        }
    }

    @Test("a client that drops before its first event reconnects with the id that the stream opened with")
    func opensWithPlace() async throws {
        try await withServer { address, feed, _ in
            for _ in 1...3 { feed.raise() }
            let first = try StreamClient(address, token: "clinician")
            let place = try #require(await first.place())
            first.close()
            feed.raise()
            let second = try StreamClient(address, token: "clinician", lastEventID: place)
            #expect(await second.ids(1) == [4])
            second.close()
        }
    }

    @Test("an id beyond the newest event is a conflict, and the newest is not")
    func refusesUnknownEvent() async throws {
        try await withServer { address, feed, _ in
            for _ in 1...3 { feed.raise() }
            let lost = try StreamClient(address, token: "clinician", lastEventID: 4)
            var answer = ""
            for await block in lost.blocks { answer += block }
            #expect(answer.contains(" 409 "))
            let current = try StreamClient(address, token: "clinician", lastEventID: 3)
            #expect(await current.place() == 3)
            current.close()
        }
    }

    @Test("each tick of the heartbeat sends a comment, however long the events take to find")
    func keepsTheHeartbeat() async throws {
        try await withServer(feed: MemoryFeed(delay: .milliseconds(10))) { address, feed, _ in
            let client = try StreamClient(address, token: "clinician")
            var comments = 0
            for await block in client.blocks where block == ":" {
                comments += 1
                if comments == 6 { break }
            }
            // One look before the first tick, one for each comment, and one that may be under way.
            #expect(feed.asked <= comments + 2)
            client.close()
        }
    }

    @Test("a stream without news sends comments")
    func sendsHeartbeats() async throws {
        try await withServer { address, _, _ in
            let client = try StreamClient(address, token: "clinician")
            var comments = 0
            for await block in client.blocks where block == ":" {
                comments += 1
                if comments == 3 { break }
            }
            #expect(comments == 3)
            client.close()
        }
    }

    @Test("a server that stops ends the stream with a retry hint")
    func endsWithRetry() async throws {
        try await withServer { address, feed, server in
            let client = try StreamClient(address, token: "clinician", lastEventID: 0)
            feed.raise()
            #expect(await client.ids(1) == [1])
            async let stopping: Void = server.shutdown(grace: .seconds(5))
            var last = ""
            for await block in client.blocks { last = block }
            #expect(last == "retry: 2000")
            await stopping
        }
    }

    @Test("a token that is revoked ends its streams at the next heartbeat")
    func endsForRevokedToken() async throws {
        let isRevoked = Mutex(false)
        try await withServer(isRevoked: { isRevoked.withLock { $0 } }) { address, _, _ in
            let client = try StreamClient(address, token: "clinician")
            for await block in client.blocks where block == ":" { break }
            isRevoked.withLock { $0 = true }
            for await _ in client.blocks {}
        }
    }

    @Test("an id that no event can have is refused", arguments: ["x", "-1", "1.5", "9999999999999999999"])
    func refusesMalformedID(_ id: String) async throws {
        let answer = try await Wire().send(
            .get,
            "/v1/alerts/stream",
            token: "on-call",
            fields: [.init("Last-Event-ID") ?? .accept: id]
        )
        #expect(answer.status == 400)
        #expect(try answer.problemCode == "invalid-header")
    }

    private func withServer(
        feed: MemoryFeed = MemoryFeed(),
        isRevoked: @escaping @Sendable () -> Bool = { false },
        _ body: (SocketAddress, MemoryFeed, HTTPServer) async throws -> Void
    ) async throws {
        var ports = StubPorts().ports
        ports.events = feed
        ports.authenticator = RevocableTokens(isRevoked: isRevoked)
        var configuration = APIConfiguration()
        configuration.streamHeartbeat = .milliseconds(50)
        let logger = Logger.silent
        let handler = try APIHandler(
            ports: ports,
            configuration: configuration,
            metricsText: { "" },
            logger: logger
        )
        let group = try EventLoopGroup(count: 2)
        let server = HTTPServer(
            group: group,
            logger: logger,
            renderRejection: APIHandler.renderRejection,
            handler: handler
        )
        let address = try await server.start()
        let result: Result<Void, any Error>
        do { result = .success(try await body(address, feed, server)) } catch { result = .failure(error) }
        await server.shutdown(grace: .seconds(1))
        group.stop()
        try result.get()
    }
}

/// Tokens that name their role, until they are revoked.
private struct RevocableTokens: Authenticator {
    let isRevoked: @Sendable () -> Bool

    func principal(for token: BearerToken) async throws(CoreError) -> Principal {
        guard !isRevoked(), let role = Role(rawValue: token.text) else { throw .unauthenticated }
        return Sample.principal(role)
    }
}
