import Alerting
import HearthCore
import HearthStore
import Testing
import Vitals

/// Alerts are written with the readings that raise them.
@Suite(.timeLimit(.minutes(3)))
struct AlertTests {
    @Test("a reading beyond a limit raises an alert that names it, owes a message and is the first event")
    func raises() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("93"))
            let reading = try #require(try await clinic.readings(of: patient).first)
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.subject == .patient(patient.id) && alert.readings == [reading.id])
            #expect(alert.priority == .medium && alert.state == .activeUnacknowledged)
            #expect(alert.rule == "limit/oxygen-saturation" && alert.ruleVersion == 1)
            let events = try await clinic.events()
            #expect(events.map(\.change) == [.raised] && events.map(\.sequence) == [1])
            let owed = try await clinic.ports.outbox.claim(limit: 10, as: clinic.administrator)
            #expect(owed.map(\.event) == events && owed.map(\.attempt) == [1])
        }
    }

    @Test("further readings update the open alert, and a rise after an acknowledgement asks for attention again")
    func lives() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("93", at: Sample.daysAgo(5)))
            let alert = try #require(try await clinic.openAlerts().first)
            let seen = try await clinic.ports.alerts.acknowledge(alert.id, note: "Calling", as: clinic.administrator)
            #expect(seen.state == .activeAcknowledged && seen.acknowledgement?.note == "Calling")
            await #expect(throws: CoreError.conflict(.alertAcknowledged)) {
                try await clinic.ports.alerts.acknowledge(alert.id, note: "", as: clinic.administrator)
            }
            try await clinic.ingest(try Sample.saturation("85", at: Sample.daysAgo(4)))
            let worse = try #require(try await clinic.openAlerts().first)
            #expect(worse.id == alert.id && worse.priority == .high && worse.state == .activeUnacknowledged)
            #expect(worse.acknowledgement == nil && worse.readings.count == 2)
            try await clinic.ingest(try Sample.saturation("98", at: Sample.daysAgo(3)))
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
            _ = try await clinic.ports.alerts.acknowledge(alert.id, note: "", as: clinic.administrator)
            #expect(try await clinic.openAlerts().isEmpty)
            let changes = try await clinic.events().map(\.change)
            #expect(changes == [.raised, .acknowledged, .priorityRose, .returnedToNormal, .acknowledged])
            let owed = try await clinic.ports.outbox.claim(limit: 10, as: clinic.administrator)
            #expect(owed.map(\.event.change) == [.raised, .priorityRose])
        }
    }

    @Test("a resolved alert is closed, and the next reading beyond the limit raises a new one")
    func resolves() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("85", at: Sample.daysAgo(5)))
            let alert = try #require(try await clinic.openAlerts().first)
            await #expect(throws: CoreError.invalid(field: "note", message: "must say why")) {
                try await clinic.ports.alerts.resolve(alert.id, note: " ", as: clinic.administrator)
            }
            let closed = try await clinic.ports.alerts.resolve(alert.id, note: "Cold hand", as: clinic.administrator)
            #expect(closed.state == .cleared && closed.resolution?.note == "Cold hand")
            await #expect(throws: CoreError.conflict(.alertClosed)) {
                try await clinic.ports.alerts.resolve(alert.id, note: "Again", as: clinic.administrator)
            }
            try await clinic.ingest(try Sample.saturation("85", at: Sample.daysAgo(4)))
            #expect(try await clinic.openAlerts().map { $0.id == alert.id } == [false])
        }
    }

    @Test("readings of one patient from many processes at once raise one alert and lose no event")
    func oneOpenAlert() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for part in 0..<6 {
                    let ports = clinic.beside()
                    group.addTask {
                        for minute in 0..<8 {
                            let reading = try Sample.saturation(
                                "8\(minute)",
                                at: Sample.daysAgo(1, minutes: part * 60 + minute)
                            )
                            _ = try await ports.ingest.ingest([reading], as: clinic.gateway)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await clinic.openAlerts().count == 1)
            #expect(try await clinic.events().map(\.change).filter { $0 == .raised }.count == 1)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.alert_readings") == 48)
        }
    }

    @Test("who follows the events while many patients' alerts change sees each number once, in order, without gaps")
    func gapless() async throws {
        try await Clinic.with { clinic in
            let total = 60
            for index in 0..<6 { _ = try await clinic.patient(with: "oximeter-\(index)") }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<6 {
                    let ports = clinic.beside()
                    group.addTask {
                        for minute in 0..<10 {
                            let reading = try Sample.saturation(
                                "85",
                                from: "oximeter-\(index)",
                                at: Sample.daysAgo(1, minutes: minute)
                            )
                            _ = try await ports.ingest.ingest([reading], as: clinic.gateway)
                        }
                    }
                }
                group.addTask {
                    var seen: [Int64] = []
                    while seen.count < total {
                        seen += try await clinic.ports.events.events(
                            after: seen.last ?? 0,
                            limit: 7,
                            as: clinic.administrator
                        ).map(\.sequence)
                    }
                    #expect(seen == Array(1...Int64(total)))
                }
                try await group.waitForAll()
            }
            #expect(try await clinic.ports.events.lastSequence(as: clinic.administrator) == Int64(total))
        }
    }

    @Test("a rule that asks for three readings in a row counts stored ones, in the order of their own time")
    func consecutive() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            _ = try await clinic.ports.limits.set(
                try MetricLimits(metric: .oxygenSaturation, alertLow: 90),
                try RulePolicy(hysteresis: 0, readingsToRaise: 3),
                for: .patient(patient.id),
                .oxygenSaturation,
                reason: "Cold hands",
                as: clinic.administrator
            )
            try await clinic.ingest(try Sample.saturation("85", at: Sample.daysAgo(5)))
            try await clinic.ingest(try Sample.saturation("86", at: Sample.daysAgo(3)))
            #expect(try await clinic.openAlerts().isEmpty)
            try await clinic.ingest(try Sample.saturation("87", at: Sample.daysAgo(4)))
            let stored = try await clinic.readings(of: patient).map(\.id)
            #expect(try await clinic.openAlerts().map(\.readings) == [stored.reversed()])
        }
    }

    @Test("a rule that asks for three readings in a row counts those of one upload, and a late one")
    func consecutiveInOneUpload() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            _ = try await clinic.ports.limits.set(
                try MetricLimits(metric: .oxygenSaturation, alertLow: 90),
                try RulePolicy(hysteresis: 0, readingsToRaise: 3),
                for: .patient(patient.id),
                .oxygenSaturation,
                reason: "Cold hands",
                as: clinic.administrator
            )
            try await clinic.ingest(try Sample.saturation("85", at: Sample.daysAgo(9)))
            try await clinic.ingest(
                try Sample.saturation("86", at: Sample.daysAgo(4)),
                try Sample.saturation("97", at: Sample.daysAgo(6)),
                try Sample.saturation("85", at: Sample.daysAgo(5)),
                try Sample.saturation("86", at: Sample.daysAgo(7))
            )
            #expect(try await clinic.openAlerts().isEmpty)
            try await clinic.ingest(try Sample.saturation("84", at: Sample.daysAgo(8)))
            let stored = try await clinic.readings(of: patient).map(\.id)
            #expect(try await clinic.openAlerts().map(\.readings) == [Array(stored.reversed().prefix(3))])
        }
    }

    @Test("a message that is claimed is nobody else's, and one that is delivered is owed no more")
    func outbox() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            _ = try await clinic.patient(with: "other")
            try await clinic.ingest(try Sample.saturation("85"), try Sample.saturation("85", from: "other"))
            let outbox = clinic.ports.outbox
            #expect(try await outbox.organizationsWithWork() == [clinic.administrator.organization])
            async let first = outbox.claim(limit: 1, as: clinic.administrator)
            async let second = outbox.claim(limit: 1, as: clinic.administrator)
            let claimed = (try await first + second).map(\.id)
            #expect(Set(claimed) == [1, 2])
            #expect(try await outbox.organizationsWithWork().isEmpty)
            try await outbox.delivered(claimed, as: clinic.administrator)
            try await clinic.execute("UPDATE hearth.notification_outbox SET due_at = now() - interval '1 hour'")
            #expect(try await outbox.claim(limit: 10, as: clinic.administrator).isEmpty)
        }
    }

    @Test("a claim that is not followed up is due again")
    func outboxRetries() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            try await clinic.ingest(try Sample.saturation("85"))
            _ = try await clinic.ports.outbox.claim(limit: 1, as: clinic.administrator)
            try await clinic.execute("UPDATE hearth.notification_outbox SET due_at = now() - interval '1 second'")
            let again = try await clinic.ports.outbox.claim(limit: 1, as: clinic.administrator)
            #expect(again.map(\.attempt) == [2])
        }
    }
}
