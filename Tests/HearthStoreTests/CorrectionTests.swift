import HearthCore
import HearthStore
import Postgres
import Testing
import Vitals

/// A correction adds a version; only the newest one counts, and none is lost.
@Suite(.timeLimit(.minutes(3)))
struct CorrectionTests {
    @Test("a corrected value is a version of its own: the list shows it alone, and the old one is kept")
    func value() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await created(try Sample.saturation("79"), in: clinic)
            let correction = ReadingCorrection(of: 1, measurement: try saturation("97.0"), reason: "Misread")
            let corrected = try await clinic.ports.readings.correct(
                id,
                of: patient.id,
                correction,
                as: clinic.administrator
            )
            #expect(corrected.version == 2 && corrected.id == id && corrected.timeCorrection == .none)
            #expect(corrected.status == .corrected)
            #expect(corrected.note == VersionNote(reason: "Misread", by: .localOperator))
            #expect(corrected.measurement == (try saturation("97.0")))
            #expect(corrected.flags == Sample.usualFlags)
            #expect(try await clinic.readings(of: patient) == [corrected])
            let versions = "SELECT count(*) FROM hearth.readings WHERE (value, version) IN ((79, 1), (97, 2))"
            #expect(try await clinic.count(versions) == 2)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.audit WHERE action = 'correct'") == 1)
        }
    }

    @Test("a corrected time may lie in another month, and says that a person gave it")
    func time() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await created(try Sample.saturation("97", at: Sample.daysAgo(1)), in: clinic)
            var corrected: StoredReading?
            for (version, days) in [(1, 400), (2, 500)] {
                corrected = try await clinic.ports.readings.correct(
                    id,
                    of: patient.id,
                    ReadingCorrection(of: version, effectiveAt: Sample.daysAgo(days), reason: "Wrong year"),
                    as: clinic.administrator
                )
            }
            let reading = try #require(corrected)
            #expect(reading.version == 3 && reading.status == .amended && reading.effectiveAt == Sample.daysAgo(500))
            #expect(reading.timeCorrection == TimeCorrection(reason: .reviewed, offsetSeconds: -499 * 86_400))
            #expect(try await clinic.readings(of: patient) == [reading])
            let latest = try await clinic.ports.readings.latest(of: patient.id, as: clinic.administrator)
            #expect(latest.map(\.version) == [3])
        }
    }

    @Test("a blood pressure is corrected in the unit that its kind is stored in")
    func pressure() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "cuff")
            let pressures: [Metric: MeasuredValue] = [.systolicPressure: .number(214), .diastolicPressure: .number(86)]
            let reading = try Sample.reading(
                .bloodPressure,
                .millimetresOfMercury,
                pressures,
                "cuff",
                Sample.daysAgo(1)
            )
            let id = try await created(reading, in: clinic)
            let measurement = try Measurement(
                kind: .bloodPressure,
                unit: .kilopascals,
                values: [
                    .systolicPressure: .number(16), .diastolicPressure: .number(12),
                    .meanPressure: .absent(.notANumber),
                ]
            )
            let corrected = try await clinic.ports.readings.correct(
                id,
                of: patient.id,
                ReadingCorrection(of: 1, measurement: measurement, reason: "Read off the display"),
                as: clinic.administrator
            )
            #expect(corrected.measurement == (try measurement.canonical()))
        }
    }

    @Test("what a correction may not say is refused, and nothing changes")
    func refuses() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let stranger = try await clinic.patient()
            let id = try await created(try Sample.saturation("97"), in: clinic)
            let before = try await clinic.readings(of: patient)
            let weight = try Measurement(kind: .bodyWeight, unit: .kilograms, values: [.bodyWeight: .number(80)])
            let wrong = [
                ReadingCorrection(of: 1, measurement: try saturation("96"), reason: " "),
                ReadingCorrection(of: 1, reason: "Nothing"),
                ReadingCorrection(of: 2, measurement: try saturation("96"), reason: "Another version"),
                ReadingCorrection(of: 1, measurement: weight, reason: "Another kind"),
                ReadingCorrection(of: 1, measurement: try saturation("970"), reason: "Implausible"),
                ReadingCorrection(of: 1, effectiveAt: Sample.daysAgo(-2), reason: "In the future"),
                ReadingCorrection(of: 1, effectiveAt: Sample.beginning.adding(seconds: -1), reason: "Too early"),
            ]
            for correction in wrong {
                await #expect(throws: CoreError.self, "\(correction.reason)") {
                    try await clinic.ports.readings.correct(id, of: patient.id, correction, as: clinic.administrator)
                }
            }
            let right = ReadingCorrection(of: 1, measurement: try saturation("96"), reason: "Somebody else's")
            await #expect(throws: CoreError.notFound(.reading)) {
                try await clinic.ports.readings.correct(id, of: stranger.id, right, as: clinic.administrator)
            }
            #expect(try await clinic.readings(of: patient) == before)
        }
    }

    @Test("a version that no longer counts does not keep an assignment open")
    func forgotten() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient()
            let device = try await clinic.ports.devices.register(
                identifier: "oximeter",
                model: nil,
                as: clinic.administrator
            )
            let assignment = try await clinic.assign(device, to: patient)
            let id = try await created(try Sample.saturation("97", at: Sample.daysAgo(1)), in: clinic)
            _ = try await clinic.ports.readings.correct(
                id,
                of: patient.id,
                ReadingCorrection(of: 1, effectiveAt: Sample.daysAgo(9), reason: "Wrong week"),
                as: clinic.administrator
            )
            let ended = try await clinic.ports.devices.end(
                assignment.id,
                at: Sample.daysAgo(5),
                as: clinic.administrator
            )
            #expect(ended.span.end == Sample.daysAgo(5))
        }
    }

    @Test("the service can hide no version that has no successor")
    func keepsTheNewest() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await created(try Sample.saturation("97", at: Sample.daysAgo(1)), in: clinic)
            let service = try await clinic.connect(as: "hearth_service")
            let tenant = clinic.administrator.organization
            try await service.execute(
                """
                BEGIN;
                SELECT set_config('hearth.organization_id', '\(tenant)', true);
                SELECT hearth.supersede_reading('\(tenant)', '\(id)', 1, '\(Sample.daysAgo(1))');
                COMMIT;
                """
            )
            await service.close()
            #expect(try await clinic.readings(of: patient).map(\.version) == [1])
        }
    }

    private func created(_ reading: IncomingReading, in clinic: Clinic) async throws -> ReadingID {
        guard case .created(let id) = try await clinic.ingest(reading)[0] else {
            throw SampleError.malformed("reading")
        }
        return id
    }

    private func saturation(_ percent: String) throws -> Measurement {
        try Measurement(
            kind: .oxygenSaturation,
            unit: .percent,
            values: [.oxygenSaturation: .number(try ExactDecimal(percent))]
        )
    }
}
