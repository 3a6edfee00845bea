import EventLoops
import HearthCore
import Postgres
import PrivateCluster
import Testing

@testable import HearthStore

/// Tokens that a server has in memory are revoked by what happens in the database, heard of or not.
@Suite(.timeLimit(.minutes(3)))
struct TokenMemoryTests {
    /// Nothing is asked for again, and nothing gets too old: what is known then was heard.
    private static let unasked = TokenTrust(limit: .seconds(3_600), interval: .seconds(3_600))
    /// For what comes by itself, on a busy machine.
    private static let patience: Duration = .seconds(30)

    @Test("a token that is known is not looked up again, and a revocation by another process is heard of at once")
    func revoked() async throws {
        try await Self.withListening(Self.unasked) { clinic, store, _ in
            let user = try await Self.knownUser(clinic, store)
            // Behind the back of everybody: who asked the database now would be refused.
            try await clinic.execute(
                "ALTER TABLE hearth.users DISABLE TRIGGER stamp; UPDATE hearth.users SET revoked_at = now();"
            )
            _ = try await store.ports.authenticator.principal(for: user.token)
            try await clinic.execute(
                "ALTER TABLE hearth.users ENABLE TRIGGER stamp; UPDATE hearth.users SET revoked_at = now();"
            )
            #expect(try await Self.isRefused(user.token, store, within: Self.patience))
        }
    }

    @Test("a revocation whose notification is swallowed is known within the time that a stamp is trusted")
    func swallowed() async throws {
        try await Self.withListening { clinic, store, _ in
            let user = try await Self.knownUser(clinic, store)
            // Revoked and stamped, as the trigger does, but nobody is notified.
            try await clinic.execute(
                """
                ALTER TABLE hearth.users DISABLE TRIGGER stamp;
                UPDATE hearth.users SET revoked_at = now();
                UPDATE hearth.configuration_stamps SET stamp = gen_random_uuid();
                """
            )
            #expect(try await Self.isRefused(user.token, store, within: Self.patience))
        }
    }

    @Test("while the listener's connection is lost nothing is taken from memory, and nothing old once it is back")
    func terminated() async throws {
        try await Self.withListening(Self.unasked) { clinic, store, _ in
            let user = try await Self.knownUser(clinic, store)
            try await clinic.execute(
                """
                UPDATE hearth.users SET revoked_at = now();
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE application_name = 'hearth-listener' AND datname = current_database();
                """
            )
            #expect(try await Self.isRefused(user.token, store, within: Self.patience))
        }
    }

    private typealias Added = (user: User, token: BearerToken)

    private static func withListening(
        _ trust: TokenTrust = TokenTrust(),
        _ body: (Clinic, Store, PostgresListener) async throws -> Void
    ) async throws {
        try await Clinic.with { clinic in
            let configuration = PostgresConfiguration(clinic.database.connectionString(user: "hearth_service"))
            let pool = Clinic.pool(clinic.database, clinic.group)
            let store = Store(pool: pool, trust: trust)
            let loop = clinic.group.next()
            let listener = PostgresListener(configuration, channels: Store.channels, on: loop, outage: pool.outage)
            let running = Task { await store.run(listener) }
            var wakeUps = await store.ports.events.wakeUps(as: clinic.administrator).makeAsyncIterator()
            _ = await wakeUps.next()  // Listening has begun.
            try await body(clinic, store, listener)
            running.cancel()
            await running.value
        }
    }

    /// A user whose token the store has in memory.
    private static func knownUser(_ clinic: Clinic, _ store: Store) async throws -> Added {
        let added = try await clinic.ports.users.create(name: "Nurse 1", role: .clinician, as: clinic.administrator)
        for _ in 0..<2 { _ = try await store.ports.authenticator.principal(for: added.token) }
        return added
    }

    private static func isRefused(_ token: BearerToken, _ store: Store, within limit: Duration) async throws -> Bool {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            do throws(CoreError) {
                _ = try await store.ports.authenticator.principal(for: token)
            } catch {
                return error == .unauthenticated
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }
}
