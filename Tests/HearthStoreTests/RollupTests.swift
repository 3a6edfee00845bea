import HearthCore
import HearthStore
import Testing
import Vitals

/// Rollups and corrections never change an answer, only how it is found.
@Suite(.timeLimit(.minutes(5)))
struct RollupTests {
    @Test(
        "trends, lists and the newest reading are those of a plain computation after every step, whatever came when",
        arguments: [
            Course.Scene(zone: "Europe/Berlin", middle: "2026-03-29T01:00:00.000Z"),
            Course.Scene(zone: "Europe/Berlin", middle: "2025-10-26T01:00:00.000Z"),
            Course.Scene(zone: "Asia/Kathmandu", middle: "2026-01-31T18:15:00.000Z"),
            Course.Scene(zone: "Australia/Lord_Howe", middle: "2026-04-04T15:00:00.000Z"),
            // Clocks went back at one minute past midnight, in the middle of what a rollup covers.
            Course.Scene(zone: "America/St_Johns", middle: "2010-11-07T02:31:00.000Z"),
        ]
    )
    func exact(_ scene: Course.Scene) async throws {
        try await Clinic.with { clinic in
            var course = try await Course(scene, seed: 20_261_121, in: clinic)
            for _ in 0..<30 {
                try await course.step()
                for _ in 0..<3 { try await course.compare() }
                try await course.compareReadings()
            }
            for bucket in Course.buckets { try await course.compare(bucket) }
            // Or the rollups would not have been tried at all.
            #expect(try await clinic.count("SELECT count(*) FROM hearth.reading_rollups WHERE count > 1") > 5)
            await course.close()
        }
    }

    @Test("five minutes of a stream have a rollup with the readings that were there before, others have none")
    func begins() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let start = Sample.daysAgo(1, minutes: 60)
            try await clinic.ingest(try Sample.saturation("90", at: start))
            try await clinic.ingest(try Sample.saturation("91", at: start.adding(seconds: 300)))
            #expect(try await clinic.count("SELECT count(*) FROM hearth.reading_rollups") == 0)

            try await clinic.ingest(try Sample.saturation("97", at: start.adding(seconds: 299), isContinuous: true))
            try await clinic.ingest(try Sample.saturation("95.5", at: start.adding(seconds: 1)))
            #expect(try await clinic.rollups() == ["90 97 282.5 3"])
        }
    }

    @Test("a reading that is released from quarantine is counted as every other")
    func released() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let start = Sample.daysAgo(1)
            try await clinic.ingest(try Sample.saturation("97", at: start, isContinuous: true))
            let doubtful = try Sample.saturation("3", at: start.adding(seconds: 1), isContinuous: true)
            guard case .quarantined(let entry, _) = try await clinic.ingest(doubtful)[0] else {
                Issue.record("3 % was taken")
                return
            }
            #expect(try await clinic.rollups() == ["97 97 97 1"])
            _ = try await clinic.ports.quarantine.release(
                entry,
                to: patient.id,
                measuredAt: nil,
                as: clinic.administrator
            )
            #expect(try await clinic.rollups() == ["3 97 100 2"])
        }
    }

    @Test("rollups of two patients of one upload are kept apart, and a repeat is not counted twice")
    func apart() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            _ = try await clinic.patient(with: "oximeter 2")
            let start = Sample.daysAgo(1)
            let other = try Sample.saturation("91", from: "oximeter 2", at: start, isContinuous: true)
            let one = try Sample.saturation("97", at: start, isContinuous: true)
            for _ in 0..<2 { try await clinic.ingest(one, other) }
            #expect(try await clinic.rollups() == ["91 91 91 1", "97 97 97 1"])
        }
    }
}
