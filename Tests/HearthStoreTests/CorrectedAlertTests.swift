import Alerting
import HearthCore
import HearthStore
import Testing
import Vitals

/// Corrections and withdrawals are judged in the transaction that stores them.
@Suite(.timeLimit(.minutes(3)))
struct CorrectedAlertTests {
    @Test("an alert that only the wrong value asked for returns to normal, with the correction as the reason")
    func returns() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await clinic.created(try Sample.saturation("79"))
            let alert = try #require(try await clinic.openAlerts().first)
            _ = try await clinic.correct(id, of: patient, version: 1, to: "97")
            let returned = try #require(try await clinic.openAlerts().first)
            #expect(returned.id == alert.id && returned.state == .returnedUnacknowledged)
            #expect(returned.reason.contains("a reading was corrected to 97 %"))
            let events = try await clinic.events()
            #expect(events.map(\.change) == [.raised, .returnedToNormal])
            #expect(events.map(\.by) == [nil, .localOperator])
            let together = """
                SELECT count(DISTINCT xmin::text) FROM (
                    SELECT xmin FROM hearth.readings WHERE version = 2 UNION ALL SELECT xmin FROM hearth.alerts
                    UNION ALL SELECT xmin FROM hearth.alert_events WHERE sequence = 2
                    UNION ALL SELECT xmin FROM hearth.audit WHERE action = 'correct'
                ) AS written
                """
            #expect(try await clinic.count(together) == 1)
        }
    }

    @Test("a corrected value beyond a limit raises an alert that names the reading and owes a message")
    func raises() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await clinic.created(try Sample.saturation("97", at: Sample.daysAgo(2)))
            try await clinic.ingest(try Sample.saturation("98", at: Sample.daysAgo(1)))
            _ = try await clinic.correct(id, of: patient, version: 1, to: "79")
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.readings == [id] && alert.priority == .high && alert.state == .activeUnacknowledged)
            let owed = try await clinic.ports.outbox.claim(limit: 10, as: clinic.administrator)
            #expect(owed.map(\.event.change) == [.raised])
        }
    }

    @Test("an alert that other readings ask for stands, and is no more urgent than they are")
    func remains() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("93", at: Sample.daysAgo(3)))
            let id = try await clinic.created(try Sample.saturation("79", at: Sample.daysAgo(2)))
            try await clinic.ingest(try Sample.saturation("93", at: Sample.daysAgo(1)))
            #expect(try await clinic.openAlerts().map(\.priority) == [.high])
            _ = try await clinic.withdraw(id, of: patient, version: 1)
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.state == .activeUnacknowledged && alert.priority == .medium)
            #expect(alert.readings.count == 3 && alert.readings.contains(id))
            #expect(try await clinic.events().map(\.change) == [.raised, .priorityRose, .updated, .corrected])
        }
    }

    @Test("an alert that a wrong normal value had returned, or cleared, stands again", arguments: [false, true])
    func standsAgain(isAcknowledged: Bool) async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let bad = try await clinic.created(try Sample.saturation("79", at: Sample.daysAgo(3)))
            let alert = try #require(try await clinic.openAlerts().first)
            if isAcknowledged {
                _ = try await clinic.ports.alerts.acknowledge(alert.id, note: "", as: clinic.administrator)
            }
            let wrong = try await clinic.created(try Sample.saturation("98", at: Sample.daysAgo(2)))
            #expect(try await clinic.openAlerts().isEmpty == isAcknowledged)
            _ = try await clinic.withdraw(wrong, of: patient, version: 1)
            let again = try #require(try await clinic.openAlerts().first)
            #expect(again.state == .activeUnacknowledged && again.priority == .high && again.readings == [bad])
            #expect((again.id == alert.id) != isAcknowledged)
            let owed = try await clinic.ports.outbox.claim(limit: 10, as: clinic.administrator)
            #expect(owed.map(\.event.change) == [.raised, isAcknowledged ? .raised : .reactivated])
        }
    }

    @Test("a reading whose time is corrected is named once by its alert")
    func moved() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await clinic.created(try Sample.saturation("79", at: Sample.daysAgo(3)))
            let correction = ReadingCorrection(of: 1, effectiveAt: Sample.daysAgo(2), reason: "Wrong day")
            _ = try await clinic.ports.readings.correct(id, of: patient.id, correction, as: clinic.administrator)
            #expect(try await clinic.openAlerts().map(\.readings) == [[id]])
            #expect(try await clinic.openAlerts().map(\.state) == [.activeUnacknowledged])
            try await clinic.ingest(try Sample.saturation("98", at: Sample.daysAgo(1)))
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
        }
    }

    @Test("what a person resolved is not raised again by the correction of its reading")
    func resolved() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await clinic.created(try Sample.saturation("79"))
            let alert = try #require(try await clinic.openAlerts().first)
            _ = try await clinic.ports.alerts.resolve(alert.id, note: "Cold hand", as: clinic.administrator)
            _ = try await clinic.correct(id, of: patient, version: 1, to: "80")
            #expect(try await clinic.openAlerts().isEmpty)
            _ = try await clinic.correct(id, of: patient, version: 2, to: "98")
            #expect(try await clinic.events().map(\.change) == [.raised, .resolved])
        }
    }

    @Test("a withdrawn reading is in no list and no trend, keeps its versions, and counts again when it is corrected")
    func withdraws() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await clinic.created(try Sample.saturation("79", isContinuous: true))
            let last = try await clinic.withdraw(id, of: patient, version: 1)
            #expect(last.status == .enteredInError && last.version == 2)
            #expect(last.note == VersionNote(reason: "Test", by: .localOperator))
            #expect(try await clinic.readings(of: patient).isEmpty)
            let archive = clinic.ports.readings
            #expect(try await archive.latest(of: patient.id, as: clinic.administrator).isEmpty)
            #expect(try await archive.reading(id, of: patient.id, as: clinic.administrator) == last)
            #expect(try await clinic.rollups() == ["0 0"])
            await #expect(throws: CoreError.conflict(.readingWithdrawn)) {
                try await clinic.withdraw(id, of: patient, version: 2)
            }
            await #expect(throws: CoreError.conflict(.versionOutdated)) {
                try await clinic.correct(id, of: patient, version: 1, to: "97")
            }
            let back = try await clinic.correct(id, of: patient, version: 2, to: "78")
            #expect(try await clinic.readings(of: patient) == [back])
            #expect(try await clinic.openAlerts().map(\.state) == [.activeUnacknowledged])
            let versions = try await archive.versions(
                of: id,
                of: patient.id,
                page: PageRequest(),
                as: clinic.administrator
            )
            #expect(versions.items.map(\.status) == [.corrected, .enteredInError, .final])
            #expect(versions.items.map(\.version) == [3, 2, 1])
            #expect(try await clinic.count("SELECT count(*) FROM hearth.audit WHERE action = 'withdraw'") == 1)
        }
    }

    @Test("of two people who correct the same version at once, one is told to look again")
    func concurrent() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            let id = try await clinic.created(try Sample.saturation("79"))
            let stored = await withTaskGroup(of: Bool.self) { group in
                for value in 0..<4 {
                    group.addTask {
                        do {
                            _ = try await clinic.correct(id, of: patient, version: 1, to: "9\(value)")
                            return true
                        } catch {
                            #expect(error as? CoreError == .conflict(.versionOutdated))
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(stored == 1)
            #expect(try await clinic.readings(of: patient).map(\.version) == [2])
        }
    }

    @Test("a blood pressure is judged by each of its metrics")
    func pressure() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "cuff")
            let values: [Metric: MeasuredValue] = [.systolicPressure: .number(214), .diastolicPressure: .number(86)]
            let sent = try Sample.reading(.bloodPressure, .millimetresOfMercury, values, "cuff", Sample.daysAgo(1))
            let id = try await clinic.created(sent)
            #expect(try await clinic.openAlerts().map(\.metric) == [.systolicPressure])
            let right: [Metric: MeasuredValue] = [.systolicPressure: .number(124), .diastolicPressure: .number(121)]
            let correction = ReadingCorrection(
                of: 1,
                measurement: try Measurement(kind: .bloodPressure, unit: .millimetresOfMercury, values: right),
                reason: "Test"
            )
            _ = try await clinic.ports.readings.correct(id, of: patient.id, correction, as: clinic.administrator)
            let open = try await clinic.openAlerts().sorted { $0.raisedAt < $1.raisedAt }
            #expect(open.map(\.metric) == [.systolicPressure, .diastolicPressure])
            #expect(open.map(\.state) == [.returnedUnacknowledged, .activeUnacknowledged])
        }
    }
}
