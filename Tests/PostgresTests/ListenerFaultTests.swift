import DatabaseRelay
import EventLoops
import Foundation
import Logging
import Postgres
import PrivateCluster
import Testing

/// A listener behind a connection that says nothing of its faults.
@Suite(.timeLimit(.minutes(3)))
struct ListenerFaultTests {
    private static let channel = "alerts"

    @Test("a connection whose peer is gone without a word is noticed and replaced")
    func halfOpen() async throws {
        try await withListener(check: .milliseconds(300)) { listener, relay, sender in
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            relay.cutListeners()
            try await sender.execute("NOTIFY alerts, 'unheard'")
            #expect(await events.next() == .lost)
            #expect(await events.next() == .listening)
            #expect(relay.listeners == 2)
            try await sender.execute("NOTIFY alerts, 'after'")
            #expect(await events.next() == Self.notification("after"))
        }
    }

    @Test("a proxy that swallows notifications is noticed, and nobody listens until they arrive again")
    func swallowed() async throws {
        try await withListener(check: .milliseconds(300)) { listener, relay, sender in
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            relay.swallowNotifications()
            try await sender.execute("NOTIFY alerts, 'unheard'")
            #expect(await events.next() == .lost)
            let next = Task { await listener.events.first { _ in true } }
            // Connections that can be made, and on which a LISTEN succeeds, are not enough.
            while relay.listeners < 4 { try await Task.sleep(for: .milliseconds(20)) }
            relay.swallowNotifications(false)
            #expect(await next.value == .listening)
            try await sender.execute("NOTIFY alerts, 'after'")
            #expect(await events.next() == Self.notification("after"))
        }
    }

    @Test("a connection that is only quiet is checked again and again and left alone")
    func quiet() async throws {
        try await withListener(check: .milliseconds(200)) { listener, relay, sender in
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            async let next = listener.events.first { _ in true }
            while relay.notifications.passed < 6 { try await Task.sleep(for: .milliseconds(20)) }
            try await sender.execute("NOTIFY alerts, 'at last'")
            #expect(await next == Self.notification("at last"))
            #expect(relay.listeners == 1)
        }
    }

    private static func notification(_ payload: String) -> PostgresListenerEvent {
        .notification(PostgresNotification(channel: channel, payload: payload))
    }

    private func withListener(
        check: Duration,
        _ body: (PostgresListener, DatabaseRelay, PostgresConnection) async throws -> Void
    ) async throws {
        try await TestServer.with { server in
            let relay = try await DatabaseRelay.inFront(of: server.database)
            let user = PrivateCluster.superuser
            let listener = PostgresListener(
                PostgresConfiguration(relay.connectionString(to: server.database, user: user)),
                channels: [Self.channel],
                on: server.group.next(),
                checkInterval: check,
                outage: OutageLog(logger: server.quietLogger)
            )
            let sender = try await server.connect()
            let result: Result<Void, any Error>
            do { result = .success(try await body(listener, relay, sender)) } catch { result = .failure(error) }
            await listener.close()
            await sender.close()
            relay.close()
            try result.get()
        }
    }
}
