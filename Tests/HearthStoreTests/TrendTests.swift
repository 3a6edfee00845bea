import HearthCore
import HearthStore
import Testing
import Vitals

/// Trends are exact, and days are the patient's.
@Suite(.timeLimit(.minutes(3)))
struct TrendTests {
    struct Day: Sendable {
        let zone: String
        let start: String
        let hours: Int64
    }

    @Test(
        "a day has as many hours as the patient's wall clock had",
        arguments: [
            Day(zone: "Europe/Berlin", start: "2026-03-28T23:00:00.000Z", hours: 23),
            Day(zone: "Europe/Berlin", start: "2025-10-25T22:00:00.000Z", hours: 25),
            Day(zone: "America/New_York", start: "2026-03-08T05:00:00.000Z", hours: 23),
            Day(zone: "Asia/Kolkata", start: "2026-03-28T18:30:00.000Z", hours: 24),
        ]
    )
    func daylightSaving(_ day: Day) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter", zone: day.zone)
            let start = try Sample.instant(day.start)
            let end = start.adding(seconds: day.hours * 3_600)
            for (percent, instant) in [
                ("90", start.adding(seconds: -1)), ("95", start), ("97", end.adding(seconds: -1)), ("99", end),
            ] {
                try await clinic.ingest(try Sample.saturation(percent, at: instant))
            }
            let query = TrendQuery(
                metric: .oxygenSaturation,
                from: start.adding(seconds: -86_400),
                to: end.adding(seconds: 86_400),
                bucket: .day
            )
            let buckets = try await clinic.ports.readings.trend(of: patient.id, query, as: clinic.administrator)
            #expect(buckets.map(\.count) == [1, 2, 1])
            #expect(buckets[1].start == start && buckets[1].end == end)
            #expect(buckets[1].minimum == 95 && buckets[1].mean == 96 && buckets[1].maximum == 97)
            #expect(buckets[0].end == start && buckets[2].start == end)
        }
    }

    @Test("pieces of minutes count late arrivals, and a mean is rounded to four decimals")
    func minutes() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let query = TrendQuery(
                metric: .oxygenSaturation,
                from: Sample.daysAgo(2),
                to: Sample.daysAgo(1),
                bucket: .minutes(30)
            )
            for (percent, minute) in [("95", 61), ("96", 89), ("97.5", 90)] {
                try await clinic.ingest(try Sample.saturation(percent, at: Sample.daysAgo(2, minutes: minute)))
            }
            try await clinic.ingest(try Sample.saturation("97", at: Sample.daysAgo(2, minutes: 75)))
            let buckets = try await clinic.ports.readings.trend(of: patient.id, query, as: clinic.administrator)
            #expect(buckets.map(\.count) == [3, 1])
            #expect(buckets.map(\.mean.description) == ["96.0000", "97.5000"])
            #expect(buckets[0].start == Sample.daysAgo(2, minutes: 60))
            #expect(buckets[0].end == Sample.daysAgo(2, minutes: 90))
        }
    }

    @Test("each metric of a blood pressure has a trend of its own")
    func pressures() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "cuff")
            let reading = try Sample.reading(
                .bloodPressure,
                .millimetresOfMercury,
                [.systolicPressure: .number(124), .diastolicPressure: .number(86)],
                "cuff",
                Sample.daysAgo(1)
            )
            try await clinic.ingest(reading)
            for (metric, expected) in [
                (Metric.systolicPressure, [124]), (.diastolicPressure, [86]), (.meanPressure, []),
            ] {
                let query = TrendQuery(metric: metric, from: Sample.daysAgo(9), to: Sample.daysAgo(0), bucket: .week)
                let buckets = try await clinic.ports.readings.trend(of: patient.id, query, as: clinic.administrator)
                #expect(buckets.map(\.maximum) == expected.map { ExactDecimal(Int32($0)) })
            }
        }
    }

    @Test("the newest reading of each kind is the newest measured, not the newest stored")
    func latest() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("97", at: Sample.daysAgo(1)))
            try await clinic.ingest(try Sample.saturation("95", at: Sample.daysAgo(9)))
            let latest = try await clinic.ports.readings.latest(of: patient.id, as: clinic.administrator)
            #expect(latest.map(\.effectiveAt) == [Sample.daysAgo(1)])
        }
    }

    @Test("a span that makes no sense is refused", arguments: [TrendQuery.Bucket.minutes(0), .minutes(1_441)])
    func refuses(_ bucket: TrendQuery.Bucket) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient()
            let query = TrendQuery(
                metric: .heartRate,
                from: Sample.daysAgo(2),
                to: Sample.daysAgo(1),
                bucket: bucket
            )
            await #expect(throws: CoreError.self) {
                try await clinic.ports.readings.trend(of: patient.id, query, as: clinic.administrator)
            }
        }
    }
}
