import EventLoops
import HearthCore
import HearthStore
import Logging
import Postgres
import PrivateCluster
import Testing
import Vitals

/// Live streams are woken by what any process commits.
@Suite(.timeLimit(.minutes(3)))
struct WakeUpTests {
    @Test("an alert that another process raises wakes its organisation's streams, and the end of the store ends them")
    func wakes() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let configuration = PostgresConfiguration(clinic.database.connectionString(user: "hearth_service"))
            let store = Store(pool: PostgresPool(configuration, group: clinic.group))
            let listener = PostgresListener(configuration, channels: Store.channels, on: clinic.group.next())
            let running = Task { await store.run(listener) }
            var wakeUps = await store.ports.events.wakeUps(as: clinic.administrator).makeAsyncIterator()
            _ = await wakeUps.next()  // Listening has begun.
            try await clinic.ingest(try Sample.saturation("85"))
            #expect(await wakeUps.next() != nil)
            #expect(try await store.ports.events.lastSequence(as: clinic.administrator) == 1)
            running.cancel()
            await running.value
            while await wakeUps.next() != nil {}
        }
    }
}
