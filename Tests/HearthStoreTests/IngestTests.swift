import HearthCore
import HearthStore
import Testing
import Vitals

/// What becomes of submitted measurements, against a real server.
@Suite(.timeLimit(.minutes(3)))
struct IngestTests {
    @Test("a reading is kept with everything that the device said")
    func keepsEverything() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "thermometer")
            let time = DeviceTimestamp("2026-01-02T03:04:05")
            let sent = try Sample.reading(
                .bodyTemperature,
                .degreesFahrenheit,
                [.bodyTemperature: .number(try ExactDecimal("98.60"))],
                "thermometer",
                Sample.daysAgo(2),
                deviceTime: time
            )
            let outcome = try await clinic.ingest(sent)
            let stored = try #require(try await clinic.readings(of: patient).first)
            #expect(outcome == [.created(stored.id)])
            #expect(stored.original == sent.measurement)
            let canonical = try sent.measurement.canonical()
            #expect(stored.measurement == canonical)
            let number = try #require(stored.original?[.bodyTemperature]?.number)
            #expect(number.description == "98.60")
            #expect(stored.deviceTime == time && stored.effectiveAt == sent.effectiveAt)
            #expect(stored.flags == sent.flags && stored.timeCorrection == sent.timeCorrection)
        }
    }

    @Test("a blood pressure keeps a mean that the device could not tell, and why")
    func keepsAbsence() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "cuff")
            let sent = try Sample.reading(
                .bloodPressure,
                .millimetresOfMercury,
                [
                    .systolicPressure: .number(124), .diastolicPressure: .number(86),
                    .meanPressure: .absent(.notANumber),
                ],
                "cuff",
                Sample.daysAgo(1)
            )
            try await clinic.ingest(sent)
            let stored = try #require(try await clinic.readings(of: patient).first)
            #expect(stored.measurement == sent.measurement)
            #expect(stored.original == nil)
        }
    }

    @Test("a repeat is a duplicate of the same reading, within a call and across calls")
    func repeats() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let reading = try Sample.saturation("97")
            let first = try await clinic.ingest(reading, reading)
            let stored = try #require(try await clinic.readings(of: patient).first)
            #expect(first == [.created(stored.id), .duplicate(stored.id)])
            #expect(try await clinic.ingest(reading) == [.duplicate(stored.id)])
            #expect(try await clinic.readings(of: patient).count == 1)
        }
    }

    @Test("new measurements among repeats are created")
    func newAmongRepeats() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let readings = try (0..<6).map { try Sample.saturation("97", at: Sample.daysAgo(1, minutes: $0)) }
            let known = ids(try await clinic.ingest(readings[1], readings[4]))
            let answers = try await clinic.ports.ingest.ingest(readings, as: clinic.gateway)
            #expect([answers[1], answers[4]] == known.map { .duplicate($0) })
            let created = ids(answers)
            #expect(created.count == 4)
            let stored = try await clinic.readings(of: patient).map(\.id)
            #expect(stored.count == 6 && Set(stored) == Set(created + known))
        }

        func ids(_ outcomes: [IngestOutcome]) -> [ReadingID] {
            outcomes.compactMap { outcome in
                if case .created(let id) = outcome { id } else { nil }
            }
        }
    }

    @Test("deliveries of the same measurements at the same moment, through several processes, store each once")
    func simultaneous() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let readings = try (0..<40).map { try Sample.saturation("97", at: Sample.daysAgo(1, minutes: $0)) }
            let created = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    let ports = clinic.beside()
                    group.addTask {
                        let outcomes = try await ports.ingest.ingest(readings.shuffled(), as: clinic.gateway)
                        return outcomes.count { if case .created = $0 { true } else { false } }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(created == readings.count)
            #expect(try await clinic.readings(of: patient).count == readings.count)
        }
    }

    @Test("each reading of a device that moved lands on the person who had it at the measurement's time")
    func moved() async throws {
        try await Clinic.with { clinic in
            let device = try await clinic.ports.devices.register(
                identifier: "oximeter",
                model: nil,
                as: clinic.administrator
            )
            let (first, second) = (try await clinic.patient(), try await clinic.patient())
            let handover = Sample.daysAgo(10)
            try await clinic.assign(device, to: first, until: handover)
            try await clinic.assign(device, to: second, from: handover)
            try await clinic.ingest(
                try Sample.saturation("95", at: Sample.daysAgo(11)),
                try Sample.saturation("96", at: handover),
                try Sample.saturation("97", at: handover.adding(seconds: -1)),
                try Sample.saturation("98", at: Sample.daysAgo(1))
            )
            let numbers = { (readings: [StoredReading]) in
                readings.compactMap { $0.measurement[.oxygenSaturation]?.number }
            }
            #expect(numbers(try await clinic.readings(of: first)) == [97, 95])
            #expect(numbers(try await clinic.readings(of: second)) == [98, 96])
        }
    }

    @Test("readings of a shared device go to the user who is named")
    func userIndexes() async throws {
        try await Clinic.with { clinic in
            let device = try await clinic.ports.devices.register(
                identifier: "oximeter",
                model: nil,
                as: clinic.administrator
            )
            let (first, second) = (try await clinic.patient(), try await clinic.patient())
            try await clinic.assign(device, 0, to: first)
            try await clinic.assign(device, 1, to: second)
            try await clinic.ingest(try Sample.saturation("95", userIndex: 1))
            #expect(try await clinic.readings(of: first).isEmpty)
            #expect(try await clinic.readings(of: second).count == 1)
        }
    }

    @Test("a late reading of an old month is stored, whatever partitions there were", arguments: [2003, 2015, 2024])
    func oldMonths(year: Int) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let instant = try Sample.instant("\(year)-05-06T07:08:09.123Z")
            try await clinic.ingest(try Sample.saturation("97", at: instant))
            #expect(try await clinic.readings(of: patient).map(\.effectiveAt) == [instant])
        }
    }

    @Test("lists page without gaps and without repeats")
    func pages() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let readings = try (0..<7).map { try Sample.saturation("97", at: Sample.daysAgo(1 + $0 / 2, minutes: $0)) }
            _ = try await clinic.ports.ingest.ingest(readings, as: clinic.gateway)
            var request = PageRequest(limit: 3)
            var seen: [ReadingID] = []
            repeat {
                let page = try await clinic.ports.readings.readings(
                    of: patient.id,
                    ReadingFilter(kind: .oxygenSaturation),
                    page: request,
                    as: clinic.administrator
                )
                seen += page.items.map(\.id)
                request.after = page.next
            } while request.after != nil
            #expect(seen == (try await clinic.readings(of: patient).map(\.id)) && seen.count == 7)
        }
    }
}
