import Alerting
import HearthCore
import HearthStore
import Testing
import Vitals

/// A meter that shows "LO" or "HI" sends no number, and people are told all the same.
@Suite(.timeLimit(.minutes(3)))
struct BeyondDeviceTests {
    @Test("a glucose that is lower than the meter can measure raises an alert in the transaction that stores it")
    func raises() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "meter")
            try await clinic.ingest(try glucose(.absent(.negativeInfinity), at: Sample.daysAgo(3)))
            let reading = try #require(try await clinic.readings(of: patient).first)
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.readings == [reading.id] && alert.side == .low && alert.priority == .high)
            #expect(alert.reason.contains("lower than the device can measure"))
            let owed = try await clinic.ports.outbox.claim(limit: 10, as: clinic.administrator)
            #expect(owed.map(\.event.change) == [.raised])
            let together = """
                SELECT count(DISTINCT xmin::text) FROM (
                    SELECT xmin FROM hearth.readings UNION ALL SELECT xmin FROM hearth.alerts
                    UNION ALL SELECT xmin FROM hearth.alert_readings UNION ALL SELECT xmin FROM hearth.alert_events
                ) AS written
                """
            #expect(try await clinic.count(together) == 1)
            try await clinic.ingest(try glucose(.absent(.unsuccessful), at: Sample.daysAgo(2)))
            #expect(try await clinic.openAlerts().map(\.state) == [.activeUnacknowledged])
            try await clinic.ingest(try glucose(.number(100), at: Sample.daysAgo(1)))
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
        }
    }

    @Test(
        "a flag says so as well, whatever was sent in the place of the number",
        arguments: [MeasuredValue.absent(.notANumber), .number(0), .number(100)]
    )
    func flags(value: MeasuredValue) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "meter")
            let flags = [MeasurementFlag.resultAboveRange.rawValue]
            try await clinic.ingest(try glucose(value, at: Sample.daysAgo(1), flags: flags))
            let reading = try #require(try await clinic.readings(of: patient).first)
            #expect(reading.measurement[.bloodGlucose] == .absent(.positiveInfinity) && reading.flags == flags)
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.side == .high && alert.priority == .high)
        }
    }

    @Test("a rule that asks for two readings counts stored ones without a number, where the side has a limit")
    func neighbours() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "meter")
            _ = try await clinic.ports.limits.set(
                try MetricLimits(metric: .bloodGlucose, alertLow: 54),
                try RulePolicy(hysteresis: 0, readingsToRaise: 2),
                for: .patient(patient.id),
                .bloodGlucose,
                reason: "Sensor",
                as: clinic.administrator
            )
            try await clinic.ingest(try glucose(.absent(.negativeInfinity), at: Sample.daysAgo(5)))
            #expect(try await clinic.openAlerts().isEmpty)
            // Neither of these two is a value for this rule.
            try await clinic.ingest(try glucose(.absent(.positiveInfinity), at: Sample.daysAgo(4)))
            try await clinic.ingest(try glucose(.absent(.notANumber), at: Sample.daysAgo(3)))
            try await clinic.ingest(try glucose(.number(50), at: Sample.daysAgo(2)))
            #expect(try await clinic.openAlerts().map(\.readings.count) == [2])
        }
    }

    private func glucose(
        _ value: MeasuredValue,
        at instant: Instant,
        flags: [String] = []
    ) throws -> IncomingReading {
        try Sample.reading(
            .bloodGlucose,
            .milligramsPerDecilitre,
            [.bloodGlucose: value],
            "meter",
            instant,
            flags: flags
        )
    }
}
