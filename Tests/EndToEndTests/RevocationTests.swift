import EventLoops
import ExactJSON
import Foundation
import GATT
import SimulatedDevices
import Testing
import Vitals

extension WholeProcesses {
    /// A gateway whose credential is revoked at the server while its device goes on measuring.
    struct RevocationTests {
        private static let scale = "02:48:52:00:30:02"
        private static let limit: Duration = .seconds(60)
        private static let pollInterval: Duration = .milliseconds(100)

        @Test(
            "A revoked gateway uploads nothing more and keeps what is measured, and a new enrolment delivers all of it",
            .timeLimit(.minutes(4))
        )
        func revokedGatewayKeepsWhatItMeasures() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let client = try deployment.administrator
                let patient = try await client.createPatient("Patient")
                let registered = try await client.createDevice(Self.scale)
                _ = try await client.assign(device: registered, to: patient, from: "2026-01-01T00:00:00Z")
                let device = SimulatedDevice(
                    kind: .weightScale,
                    identifier: Self.scale,
                    on: deployment.loops.next()
                )
                let home = try await Home(
                    number: 0,
                    in: deployment,
                    devices: [(Self.scale, device)],
                    serverPort: try deployment.port(of: 0),
                    zone: "UTC",
                    configuration: ["HEARTH_REPORT_SECONDS": "1"]
                )
                try await home.running { try await revoke(home, device, client, deployment) }
            }
        }

        private func revoke(
            _ home: Home,
            _ device: SimulatedDevice,
            _ client: HearthClient,
            _ deployment: Deployment
        ) async throws {
            await device.measure(try weight(70))
            try await wait("the first reading arrives") { try await weights(deployment) == ["70.000"] }

            let id = try await client.get("/v1/gateways").required("items").elements()[0].text("id")
            _ = try await client.post("/v1/gateways/\(id)/revoke", [:])
            for kilograms in [71, 72, 73] as [ExactDecimal] { await device.measure(try weight(kilograms)) }
            await device.allConfirmed()
            try await wait("the gateway knows that it is revoked and holds all three") {
                let status = try await home.gateway.status()
                let outcome = try? status.required("contact").text("outcome")
                let pending = try status.required("spool").required("pending").integer()
                return outcome?.hasPrefix("credential-") == true && pending == 3
            }
            // Several reports later nothing has changed.
            try await Task.sleep(for: .seconds(3))
            #expect(try await weights(deployment) == ["70.000"])
            #expect(try await home.gateway.status().required("spool").required("pending").integer() == 3)

            _ = try await home.gateway.stop()
            try await home.gateway.enroll(code: try await client.createGateway("The same box, enrolled again"))
            try await home.gateway.start()
            try await wait("all of it arrives, once") {
                try await weights(deployment) == ["70.000", "71.000", "72.000", "73.000"]
            }
            try await wait("nothing is left") {
                try await home.gateway.status().required("spool").required("pending").integer() == 0
            }
        }

        private func weights(_ deployment: Deployment) async throws -> [String] {
            try await deployment.database.texts("SELECT value::text FROM hearth.readings ORDER BY value")
        }

        private func weight(_ kilograms: ExactDecimal) throws -> [UInt8] {
            try WeightMeasurement(weight: .number(kilograms), timestamp: Instant.now.shownByClock(hoursAhead: 0))
                .encoded()
        }

        private func wait(_ what: String, until isTrue: () async throws -> Bool) async throws {
            let deadline = ContinuousClock.now + Self.limit
            while try await !isTrue() {
                guard ContinuousClock.now < deadline else { throw EndToEndError("it did not happen: \(what)") }
                try await Task.sleep(for: Self.pollInterval)
            }
        }
    }
}
