import HearthCore
import HearthStore
import Postgres
import Testing
import Vitals

/// A lock that is held by nobody who is alive ends.
@Suite(.timeLimit(.minutes(3)))
struct LockTests {
    @Test(
        "every session of the service has limits that free what a dead host holds",
        arguments: [
            ("idle_in_transaction_session_timeout", "30s"), ("lock_timeout", "10s"), ("tcp_user_timeout", "25s"),
            ("tcp_keepalives_idle", "10"), ("tcp_keepalives_interval", "5"), ("tcp_keepalives_count", "3"),
        ]
    )
    func limits(name: String, expected: String) async throws {
        try await Clinic.with { clinic in
            let value = try await clinic.roleSetting(name)
            #expect(value.hasPrefix(expected), "\(name) is \(value)")
        }
    }

    @Test("a session that holds a patient's lock and goes silent is ended, and ingest goes on")
    func endsSilentSession() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let silent = try await clinic.holdLock(of: patient, "SET idle_in_transaction_session_timeout = '500ms'")
            let outcomes = try await clinic.ingest(try Sample.saturation("97"))
            let stored = try #require(try await clinic.readings(of: patient).first)
            #expect(outcomes == [.created(stored.id)])
            await #expect(throws: (any Error).self) { try await silent.query("SELECT 1") }
            await silent.close()
        }
    }

    @Test("who waits for a lock too long is told to come back, and nothing is stored")
    func refusesAfterWaiting() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let busy = try await clinic.holdLock(of: patient)
            await #expect(throws: CoreError.unavailable) { try await clinic.ingest(try Sample.saturation("97")) }
            try await busy.execute("ROLLBACK")
            await busy.close()
            #expect(try await clinic.readings(of: patient).isEmpty)
            try await clinic.ingest(try Sample.saturation("97"))
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }
}
