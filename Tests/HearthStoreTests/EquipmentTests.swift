import Alerting
import HearthCore
import HearthStore
import Testing
import Vitals

/// Reports and the alerts that follow from them.
@Suite(.timeLimit(.minutes(3)))
struct EquipmentTests {
    @Test("the latest report is kept and shown, a gateway that has not reported has none")
    func keepsTheLatest() async throws {
        try await Clinic.with { clinic in
            guard case .gateway(let gateway) = clinic.gateway.subject else { return }
            await #expect(throws: CoreError.notFound(.gatewayReport)) {
                try await clinic.ports.reports.latest(of: gateway, as: clinic.administrator)
            }
            try await clinic.report()
            let device = GatewayReport.Device(identifier: "cuff", lastSeenAt: Sample.daysAgo(1), bond: .bonded)
            let received = try await clinic.report(refused: 3, devices: [device])
            #expect(try await clinic.ports.reports.latest(of: gateway, as: clinic.administrator) == received)
            #expect(received.report.devices == [device] && received.report.spool.refused == 3)
            let neighbour = try await clinic.neighbour()
            await #expect(throws: CoreError.notFound(.gateway)) {
                try await clinic.ports.reports.latest(of: gateway, as: neighbour.administrator)
            }
        }
    }

    @Test("a full spool raises an alert of the gateway that lives as any other, with event and message")
    func spoolFills() async throws {
        try await Clinic.with { clinic in
            guard case .gateway(let gateway) = clinic.gateway.subject else { return }
            try await clinic.report(pressure: .nearlyFull)
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.subject == .gateway(gateway) && alert.rule == "technical/spool-filling")
            #expect(alert.priority == .medium && alert.metric == nil && alert.side == nil && alert.readings.isEmpty)
            let seen = try await clinic.ports.alerts.acknowledge(alert.id, note: "Calling", as: clinic.administrator)
            #expect(seen.state == .activeAcknowledged)
            try await clinic.report(pressure: .full)
            let worse = try await clinic.openAlerts()
            #expect(worse.map(\.id) == [alert.id] && worse.map(\.priority) == [.high])
            #expect(worse[0].acknowledgement == nil)
            try await clinic.report()
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
            _ = try await clinic.ports.alerts.resolve(alert.id, note: "Emptied", as: clinic.administrator)
            #expect(try await clinic.openAlerts().isEmpty)
            let events = try await clinic.events()
            #expect(
                events.map(\.change) == [.raised, .acknowledged, .priorityRose, .returnedToNormal, .resolved]
            )
            #expect(Set(events.map(\.subject)) == [.gateway(gateway)])
            let owed = try await clinic.ports.outbox.claim(limit: 10, as: clinic.administrator)
            #expect(owed.map(\.event.change) == [.raised, .priorityRose])
        }
    }

    @Test("the same report from many servers at once raises one alert")
    func oneAlert() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let low = GatewayReport.Device(identifier: "oximeter", batteryPercent: 5)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await clinic.report(pressure: .full, devices: [low]) }
                }
                try await group.waitForAll()
            }
            #expect(try await clinic.events().map(\.change) == [.raised, .raised])
            #expect(
                Set(try await clinic.openAlerts().map(\.rule)) == ["technical/spool-filling", "technical/battery-low"]
            )
        }
    }

    @Test("what another gateway knew of a device before it moved neither raises nor ends an alert")
    func deviceMoves() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let old = try await clinic.ports.gateways.create(name: "Old home", as: clinic.administrator).gateway
            let before = Principal(
                organization: clinic.administrator.organization,
                role: .gateway,
                subject: .gateway(old.id)
            )
            func device(seen days: Int, _ percent: Int) -> [GatewayReport.Device] {
                [
                    GatewayReport.Device(
                        identifier: "oximeter",
                        lastSeenAt: Sample.daysAgo(days),
                        batteryPercent: percent
                    )
                ]
            }
            try await clinic.report(devices: device(seen: 1, 5))
            try await clinic.report(devices: device(seen: 9, 90), by: before)
            #expect(try await clinic.openAlerts().map(\.state) == [.activeUnacknowledged])
            try await clinic.report(devices: device(seen: 0, 90))
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
            try await clinic.report(devices: device(seen: 9, 1), by: before)
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
        }
    }

    @Test("the database refuses an alert that is of nobody, of two, or of a patient without limits")
    func strictAlerts() async throws {
        try await Clinic.with { clinic in
            let patient = try await clinic.patient(with: "oximeter")
            guard case .gateway(let gateway) = clinic.gateway.subject else { return }
            func insert(_ rule: String, _ columns: String, _ values: String) async throws {
                try await clinic.execute(
                    """
                    INSERT INTO hearth.alerts (
                        organization_id, id, rule, rule_version, priority, state, reason, raised_at, updated_at, \(columns))
                    VALUES ('\(clinic.administrator.organization)', gen_random_uuid(), '\(rule)', 1, 'high', 'cleared',
                        '', now(), now(), \(values))
                    """
                )
            }
            for (rule, columns, values) in [
                ("technical/gateway-silent", "gateway_id", "NULL"),
                ("technical/gateway-silent", "gateway_id, patient_id", "'\(gateway)', '\(patient.id)'"),
                ("limit/heart-rate", "patient_id", "'\(patient.id)'"),
                ("limit/heart-rate", "gateway_id", "'\(gateway)'"),
                ("technical/server-silent", "gateway_id", "'\(gateway)'"),
                ("technical/gateway-silent", "gateway_id, metric", "'\(gateway)', 'heart-rate'"),
            ] {
                await #expect(throws: (any Error).self, "\(rule) \(columns)") {
                    try await insert(rule, columns, values)
                }
            }
            try await insert("technical/gateway-silent", "gateway_id", "'\(gateway)'")
        }
    }
}
