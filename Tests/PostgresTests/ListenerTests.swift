import EventLoops
import Foundation
import Postgres
import Testing

@Suite struct ListenerTests {
    private func withListener(
        _ channels: [String],
        _ body: (PostgresListener, PostgresConnection) async throws -> Void
    ) async throws {
        try await TestServer.with { server in
            let listener = PostgresListener(
                server.configuration,
                channels: channels,
                on: server.group.next(),
                outage: OutageLog(logger: server.quietLogger)
            )
            try await body(listener, try await server.connect())
            await listener.close()
        }
    }

    private func notification(_ channel: String, _ payload: String) -> PostgresListenerEvent {
        .notification(PostgresNotification(channel: channel, payload: payload))
    }

    @Test func itTellsWhatIsNotifiedInOrder() async throws {
        try await withListener(["alerts", "Odd \"name\""]) { listener, sender in
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            try await sender.execute(
                "NOTIFY alerts, 'one'; NOTIFY alerts; NOTIFY other; NOTIFY \"Odd \"\"name\"\"\", 'x'"
            )
            #expect(await events.next() == notification("alerts", "one"))
            #expect(await events.next() == notification("alerts", ""))
            #expect(await events.next() == notification("Odd \"name\"", "x"))
        }
    }

    @Test func afterALostConnectionItSaysThatItListensAnew() async throws {
        try await withListener(["alerts"]) { listener, sender in
            var events = listener.events.makeAsyncIterator()
            #expect(await events.next() == .listening)
            let next = Task { await listener.events.first { _ in true } }
            try await Task.sleep(for: .milliseconds(100))
            try await sender.execute(
                """
                SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                WHERE application_name = 'hearth-listener' AND datname = current_database()
                """
            )
            #expect(await next.value == .lost)
            #expect(await events.next() == .listening)
            try await sender.execute("NOTIFY alerts, 'after'")
            #expect(await events.next() == notification("alerts", "after"))
        }
    }

    @Test("it ends with its task and when it is closed", arguments: [true, false])
    func itEnds(byCancelling: Bool) async throws {
        try await withListener(["alerts"]) { listener, _ in
            let (firsts, isListening) = AsyncStream.makeStream(of: PostgresListenerEvent.self)
            let task = Task {
                var count = 0
                for await event in listener.events {
                    count += 1
                    isListening.yield(event)
                }
                return count
            }
            #expect(await firsts.first { _ in true } == .listening)
            if byCancelling { task.cancel() } else { await listener.close() }
            #expect(await task.value == 1)
        }
    }
}
