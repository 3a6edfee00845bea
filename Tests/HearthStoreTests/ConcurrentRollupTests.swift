import HearthCore
import Postgres
import PrivateCluster
import Testing

/// Rollups are exact at every moment, whoever stores and corrects at the same time.
@Suite(.timeLimit(.minutes(5)))
struct ConcurrentRollupTests {
    /// Each on an event loop of a process of its own, so that none waits for another in memory.
    private static let writers = 6
    /// Each plays in another hour, so that rollups begin again and again.
    private static let rounds = 12
    private static let steps = 4
    private static let leastChecks = 20

    @Test("every rollup is what the readings say, at each moment while six servers store and correct, and afterwards")
    func exact() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter", zone: "Europe/Berlin")
            // The month's partition is there, as it mostly is.
            try await clinic.execute("SELECT hearth.ensure_readings_partition('2026-03-29')")
            let servers = (0..<Self.writers).map { _ in clinic.fromBeside() }
            let watching = Task { try await Self.watch(clinic) }
            defer { watching.cancel() }
            for round in 0..<Self.rounds {
                let scene = Course.Scene(zone: patient.zone, middle: "2026-03-29T\(10 + round):00:00.000Z")
                var courses: [Course] = []
                for (number, server) in servers.enumerated() {
                    let seed = UInt64(100 * round + number)
                    courses.append(try await Course(of: patient, scene, seed: seed, in: server))
                }
                try await Self.write(courses)
            }
            watching.cancel()
            #expect(try await watching.value >= Self.leastChecks)
            #expect(try await clinic.count(Self.wrongRollups) == 0)
            // Or there would have been nothing to compare.
            #expect(try await clinic.count("SELECT count(*) FROM hearth.reading_rollups WHERE count > 1") > 100)
        }
    }

    /// Compares again and again until it is cancelled; each statement sees one moment.
    private static func watch(_ clinic: Clinic) async throws -> Int {
        let witness = try await clinic.connect(as: PrivateCluster.superuser)
        var checks = 0
        while !Task.isCancelled {
            // Heeding the cancellation in the middle would make it an error.
            let wrong = await Task { try await witness.query(wrongRollups)[0].decode(0, as: Int.self) }.result
            #expect(try wrong.get() == 0, "check \(checks)")
            checks += 1
        }
        await witness.close()
        return checks
    }

    /// Lets all of them store and correct at the same time.
    private static func write(_ courses: [Course]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for var course in courses {
                group.addTask {
                    for _ in 0..<steps {
                        do {
                            try await course.step()
                        } catch CoreError.unavailable {
                            // Too many at once for a busy machine; nothing was stored.
                        }
                    }
                    await course.close()
                }
            }
            try await group.waitForAll()
        }
    }

    /// How many rollups are not those of the newest versions of all readings of their five minutes.
    private static let wrongRollups = """
        WITH newest AS (
            SELECT DISTINCT ON (id) patient_id, kind, effective_at, value, status FROM hearth.readings
            ORDER BY id, version DESC
        ), counting AS (
            SELECT patient_id, kind, date_bin('5 minutes', effective_at, '2000-01-01 00:00:00+00') AS starts_at,
                min(value) AS minimum, max(value) AS maximum, sum(value) AS total, count(*) AS count
            FROM newest WHERE status <> 'entered-in-error' AND value IS NOT NULL
            GROUP BY 1, 2, 3
        )
        SELECT count(*) FROM hearth.reading_rollups r LEFT JOIN counting c USING (patient_id, kind, starts_at)
        WHERE (r.minimum, r.maximum, r.total, r.count)
            IS DISTINCT FROM (c.minimum, c.maximum, coalesce(c.total, 0), coalesce(c.count, 0))
        """
}
