import Alerting
import HearthCore
import HearthStore
import Testing
import Vitals

/// Who is silent, found by whichever server looks.
@Suite(.timeLimit(.minutes(3)))
struct SilenceTests {
    @Test("a gateway's silence is one alert however many servers look, and the next sign of it ends that")
    func gatewayIsSilent() async throws {
        try await Clinic.with { clinic in
            try await clinic.report()
            try await clinic.look()
            #expect(try await clinic.openAlerts().isEmpty)
            try await clinic.age("16 minutes")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 { group.addTask { try await clinic.look(through: clinic.beside()) } }
                try await group.waitForAll()
            }
            #expect(try await clinic.openAlerts().map(\.rule) == ["technical/gateway-silent"])
            #expect(try await clinic.events().map(\.change) == [.raised])
            try await clinic.report()
            #expect(try await clinic.events().map(\.change) == [.raised, .returnedToNormal])
        }
    }

    @Test("an upload is a sign of the gateway too")
    func uploadIsHeard() async throws {
        try await Clinic.with { clinic in
            try await clinic.report()
            try await clinic.age("16 minutes")
            try await clinic.ingest(try Sample.saturation("97"))
            try await clinic.look()
            #expect(try await clinic.openAlerts().isEmpty)
            try await clinic.age("16 minutes")
            try await clinic.look()
            #expect(try await clinic.openAlerts().count == 1)
            try await clinic.ingest(try Sample.saturation("97"))
            try await clinic.look()
            #expect(try await clinic.events().map(\.change) == [.raised, .returnedToNormal])
        }
    }

    @Test("nothing is expected of a gateway that has never reported, nor of one that is revoked")
    func notExpected() async throws {
        try await Clinic.with { clinic in
            try await clinic.ingest(try Sample.saturation("97"))
            try await clinic.age("1 day")
            try await clinic.look()
            #expect(try await clinic.openAlerts().isEmpty)
            try await clinic.report(pressure: .full)
            try await clinic.age("1 day")
            try await clinic.look()
            #expect(try await clinic.openAlerts().count == 2)
            guard case .gateway(let gateway) = clinic.gateway.subject else { return }
            _ = try await clinic.ports.gateways.revoke(gateway, as: clinic.administrator)
            try await clinic.look()
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged, .returnedUnacknowledged])
        }
    }

    @Test("a device is silent when its gateway is heard, and nothing is said of it while the gateway is silent")
    func deviceIsSilent() async throws {
        try await Clinic.with { clinic in
            _ = try await clinic.patient(with: "oximeter")
            let unassigned = try await clinic.ports.devices.register(
                identifier: "spare",
                model: nil,
                as: clinic.administrator
            )
            let devices = ["oximeter", "spare", "unknown"].map {
                GatewayReport.Device(identifier: $0, lastSeenAt: Sample.daysAgo(0))
            }
            try await clinic.report(devices: devices)
            try await clinic.age("2 days")
            try await clinic.look()
            #expect(try await clinic.openAlerts().map(\.rule) == ["technical/gateway-silent"])
            // Back, and it has not seen the device since: it has as long as any to see it.
            let unseen = devices.map { GatewayReport.Device(identifier: $0.identifier) }
            try await clinic.report(devices: unseen)
            try await clinic.look()
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged])
            try await clinic.execute("UPDATE hearth.gateway_reports SET heard_since = now() - interval '2 days'")
            try await clinic.look()
            let alert = try #require(try await clinic.openAlerts().first)
            #expect(alert.rule == "technical/device-silent" && alert.subject != .device(unassigned.id))
            #expect(try await clinic.openAlerts().count == 2)
            try await clinic.report(devices: devices)
            try await clinic.look()
            #expect(try await clinic.openAlerts().map(\.state) == [.returnedUnacknowledged, .returnedUnacknowledged])
        }
    }

    @Test("a silence of the server is told once to each organisation, and no gateway is blamed for it")
    func serverIsSilent() async throws {
        try await Clinic.with { clinic in
            let neighbour = try await clinic.neighbour()
            try await clinic.report()
            try await clinic.look()
            try await clinic.age("1 hour")
            try await clinic.execute(
                """
                UPDATE hearth.organizations SET created_at = now() - interval '1 day';
                UPDATE hearth.liveness SET alive_at = now() - interval '1 hour'
                """
            )
            for _ in 0..<3 { try await clinic.look(through: clinic.beside()) }
            for clinic in [clinic, neighbour] {
                let alert = try #require(try await clinic.openAlerts().first)
                #expect(try await clinic.openAlerts().count == 1)
                #expect(alert.subject == .server && alert.priority == .high && alert.state == .returnedUnacknowledged)
                #expect(try await clinic.events().map(\.change) == [.raised, .returnedToNormal])
                let seen = try await clinic.ports.alerts.acknowledge(alert.id, note: "", as: clinic.administrator)
                #expect(seen.state == .cleared)
            }
        }
    }

    @Test("only one server looks at a time")
    func oneLooks() async throws {
        try await Clinic.with { clinic in
            try await clinic.execute("DELETE FROM hearth.liveness")
            let looks = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 { group.addTask { try await clinic.beside().watch.keep() } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(looks == 1)
        }
    }
}
