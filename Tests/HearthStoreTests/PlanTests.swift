import HearthCore
import Postgres
import Testing
import Vitals

@testable import HearthStore

/// The questions that clinicians ask all day are answered from indexes alone.
@Suite(.timeLimit(.minutes(3)))
struct PlanTests {
    @Test(
        "trends touch no table once vacuum has been there, with and without rollups, however often they are asked",
        arguments: [Metric.heartRate, .oxygenSaturation, .systolicPressure]
    )
    func trends(_ metric: Metric) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.history()
            for bucket in [TrendQuery.Bucket.minutes(60), .day, .week] {
                let column = MetricColumn(metric)
                let width = bucket == .minutes(60) ? "60 minutes" : "Europe/Berlin"
                let plan = try await clinic.plan(
                    of: TrendStatement(bucket, column).sql,
                    [
                        .uuid(patient.id.uuid), .text(column.kind.rawValue), .instant(Sample.daysAgo(90)),
                        .instant(Sample.daysAgo(0)), .int8(15_001), .text(width),
                    ],
                    .forTheseValues
                )
                #expect(plan.isIndexOnly, "\(plan)")
                // Three months and the one that has begun, of the seven that there are; and the rollups.
                #expect((4...5).contains(plan.indexScans), "\(plan)")
            }
        }
    }

    @Test("the newest reading of each kind touches no table either")
    func latest() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.history()
            let kinds = ReadingKind.allCases.map { PostgresValue.text($0.rawValue) }
            let plan = try await clinic.plan(
                of: ReadingRepository.latest,
                [.uuid(patient.id.uuid), .array(kinds, of: .text)],
                .forAllValues
            )
            #expect(plan.isIndexOnly, "\(plan)")
        }
    }

    @Test("every month, whether made by a migration or later, is vacuumed after one in a hundred new readings")
    func vacuum() async throws {
        try await Clinic.with { clinic in
            try await clinic.execute("SELECT hearth.ensure_readings_partition('2014-03-01')")
            let slow = """
                SELECT count(*) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                WHERE i.inhparent = 'hearth.readings'::regclass
                    AND NOT coalesce(c.reloptions @> '{autovacuum_vacuum_insert_scale_factor=0.01}', false)
                """
            #expect(try await clinic.count(slow) == 0)
        }
    }
}
