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
                let plan = try await Self.trend(of: patient, metric, bucket, from: 90, to: 0, clinic)
                #expect(plan.isIndexOnly && plan.heapFetches == 0, "\(plan)")
                // Three months and the one that has begun, of the seven that there are; and the rollups.
                #expect((4...5).contains(plan.indexScans), "\(plan)")
            }
        }
    }

    @Test("a trend of a month at one reading a second reads its 8,640 rollups, and not one reading")
    func monthOfStream() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.history()
            try await clinic.addMonthOfRollups(to: patient, until: Sample.daysAgo(40))
            for bucket in [TrendQuery.Bucket.minutes(60), .day] {
                let plan = try await Self.trend(of: patient, .oxygenSaturation, bucket, from: 70, to: 40, clinic)
                #expect(plan.isIndexOnly && plan.heapFetches == 0, "\(plan)")
                #expect(plan.rows(ofIndex: "reading_rollups") == 8_640, "\(plan)")
                #expect(plan.rows(ofIndex: "readings_") == 0, "\(plan)")
            }
        }
    }

    @Test("the newest reading of each kind touches no table, and of what vacuum has not seen no more rows than kinds")
    func latest() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.history()
            let seen = try await Self.latest(of: patient, clinic)
            #expect(seen.isIndexOnly && seen.isGeneric && seen.heapFetches == 0, "\(seen)")
            let start = Sample.daysAgo(0).adding(seconds: -600)
            let stream = try (Int64(0)..<500).map { second in
                try Sample.saturation("97", at: start.adding(seconds: second), isContinuous: true)
            }
            _ = try await clinic.ports.ingest.ingest(stream, as: clinic.gateway)
            let unseen = try await Self.latest(of: patient, clinic)
            #expect(unseen.isIndexOnly && unseen.isGeneric, "\(unseen)")
            #expect((1...ReadingKind.allCases.count).contains(unseen.heapFetches), "\(unseen)")
        }
    }

    private static func latest(of patient: Patient, _ clinic: Clinic) async throws -> ObservedPlan {
        let kinds = ReadingKind.allCases.map(\.rawValue).joined(separator: ",")
        return try await clinic.plan(
            of: ReadingRepository.latest,
            [("uuid", patient.id.description), ("text[]", "{\(kinds)}")],
            .forAllValues
        )
    }

    private static func trend(
        of patient: Patient,
        _ metric: Metric,
        _ bucket: TrendQuery.Bucket,
        from: Int,
        to: Int,
        _ clinic: Clinic
    ) async throws -> ObservedPlan {
        let column = MetricColumn(metric)
        let width = bucket == .minutes(60) ? "60 minutes" : "Europe/Berlin"
        return try await clinic.plan(
            of: TrendStatement(bucket, column).sql,
            [
                ("uuid", patient.id.description), ("text", column.kind.rawValue),
                ("timestamptz", Sample.daysAgo(from).description), ("timestamptz", Sample.daysAgo(to).description),
                ("bigint", "15001"), ("text", width),
            ],
            .forTheseValues
        )
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
