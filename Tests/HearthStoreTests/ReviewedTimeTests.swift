import HearthCore
import HearthStore
import Testing
import Vitals

/// A release never puts a reading at an instant that nobody believes.
@Suite(.timeLimit(.minutes(3)))
struct ReviewedTimeTests {
    @Test(
        "is released at the instant that a person gives, where its own cannot be believed",
        arguments: [1970, 2001, 9999]
    )
    func takesInstant(year: Int) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let submitted = try Sample.instant("\(year)-01-01T00:10:00.000Z")
            let flags = year == 2001 ? ["device-clock-not-set"] : []
            let sent = try Sample.saturation("97", at: submitted, flags: flags)
            let entry = try await clinic.quarantined(sent)
            let instant = Sample.daysAgo(3)
            let stored = try await clinic.release(entry, to: patient, measuredAt: instant)
            let offset = Int(instant.milliseconds(since: submitted) / 1_000)
            #expect(stored.effectiveAt == instant)
            #expect(stored.timeCorrection == TimeCorrection(reason: .reviewed, offsetSeconds: offset))
            #expect(try await clinic.readings(of: patient).map(\.id) == [stored.id])
            #expect(try await clinic.ports.quarantine.entry(entry, as: clinic.administrator).reading == sent)
        }
    }

    @Test(
        "is not released without an instant while the device's clock was not set, whatever else speaks against it",
        arguments: ["oximeter", "stranger"]
    )
    func needsInstant(device: String) async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let entry = try await clinic.quarantined(
                try Sample.saturation("97", from: device, flags: ["device-clock-not-set"])
            )
            let patient = device == "oximeter" ? nil : try await clinic.patient(with: device)
            await #expect { try await clinic.release(entry, to: patient, measuredAt: nil) } throws: { error in
                if case .invalid("effectiveAt", _)? = error as? CoreError { true } else { false }
            }
            let count = try await clinic.count("SELECT count(*) FROM hearth.readings")
            #expect(count == 0)
        }
    }

    @Test("takes no instant for a measurement whose time is known, nor one of before anybody measured or after now")
    func refusesInstant() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let known = try await clinic.quarantined(try Sample.saturation("250"))
            let unknown = try await clinic.quarantined(try Sample.saturation("97", flags: ["device-clock-not-set"]))
            let early = Sample.beginning.adding(seconds: -1)
            for (entry, instant) in [(known, Sample.daysAgo(3)), (unknown, early), (unknown, Sample.daysAgo(-2))] {
                await #expect(throws: CoreError.self) {
                    try await clinic.release(entry, to: patient, measuredAt: instant)
                }
            }
            #expect(try await clinic.readings(of: patient).isEmpty)
        }
    }
}

extension Clinic {
    fileprivate func quarantined(_ reading: IncomingReading) async throws -> QuarantineID {
        guard case .quarantined(let id, _) = try await ingest(reading).first else {
            throw CoreError.notFound(.quarantineEntry)
        }
        return id
    }

    @discardableResult
    fileprivate func release(
        _ entry: QuarantineID,
        to patient: Patient?,
        measuredAt instant: Instant?
    ) async throws -> StoredReading {
        try await ports.quarantine.release(entry, to: patient?.id, measuredAt: instant, as: administrator)
    }
}
