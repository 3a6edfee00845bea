import HearthCore
import Postgres
import PrivateCluster
import Testing

/// Rollups are exact at every moment, whoever stores and corrects at the same time.
@Suite(.timeLimit(.minutes(5)))
struct ConcurrentRollupTests {
    /// So many on each of two processes.
    private static let writers = 3
    private static let steps = 25
    private static let leastChecks = 20

    @Test("every rollup is what the readings say, at each moment while six writers store and correct, and afterwards")
    func exact() async throws {
        try await Clinic.with { clinic in
            let scene = Course.Scene(zone: "Europe/Berlin", middle: "2026-03-29T01:00:00.000Z")
            let patient = try await clinic.patient(with: "oximeter", zone: scene.zone)
            let processes = [clinic, clinic.fromBeside()]
            var courses: [Course] = []
            for number in 0..<2 * Self.writers {
                let seed = UInt64(20_261_121 + number)
                courses.append(try await Course(of: patient, scene, seed: seed, in: processes[number % 2]))
            }
            let checks = try await withThrowingTaskGroup(of: Int?.self) { group in
                group.addTask { try await Self.watch(clinic) }
                for course in courses {
                    group.addTask {
                        try await Self.write(course)
                        return nil
                    }
                }
                for _ in courses { _ = try await group.next() }
                group.cancelAll()
                return try await group.reduce(0) { $0 + ($1 ?? 0) }
            }
            #expect(checks >= Self.leastChecks)
            let wrong = try await clinic.count(Self.wrongRollups)
            #expect(wrong == 0)
            for bucket in Course.buckets { try await courses[0].compare(bucket) }
            try await courses[0].compareReadings()
            // Or there would have been nothing to compare.
            #expect(try await clinic.count("SELECT count(*) FROM hearth.reading_rollups WHERE count > 1") > 20)
            for course in courses { await course.close() }
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

    private static func write(_ course: Course) async throws {
        var course = course
        for _ in 0..<steps {
            do {
                try await course.step()
            } catch CoreError.unavailable {
                // Too many at once for a busy machine; nothing was stored.
            }
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
