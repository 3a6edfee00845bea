import ExactJSON
import Foundation
import PrivateCluster
import Testing

extension WholeProcesses {
    /// `hearth redecode` beside a running server.
    struct RedecodeTests {
        /// A blood pressure of 124 over 86 with a pulse of 72.
        private static let raw = "047C00560061004800"
        private static let device = "02:48:52:00:40:01"
        private static let at = "2026-03-01T08:00:00Z"

        @Test("what an older decoder made of bytes is shown, corrected and judged, and then nothing is left to change")
        func redecodes() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let client = try deployment.administrator
                let patient = try await client.createPatient("Patient 1")
                let device = try await client.createDevice(Self.device)
                _ = try await client.assign(device: device, to: patient, from: "2020-01-01T00:00:00Z")
                let gateway = try await client.enroll(code: client.createGateway("Gateway 1"))
                let wrong: JSONValue = ["systolic-pressure": 214, "diastolic-pressure": 86, "mean-pressure": 97]
                _ = try await gateway.post(
                    "/v1/readings",
                    [
                        "readings": [
                            Self.item("blood-pressure", "mm[Hg]", wrong),
                            Self.item("heart-rate", "/min", ["heart-rate": 72]),
                        ]
                    ]
                )
                let shown = try await redecode(deployment, ["--details"])
                #expect(shown.contains("systolic-pressure 214, ") && shown.contains(" -> systolic-pressure 124, "))
                #expect(shown.contains("looked at: 2\nthe same: 1\nwould change: 1\ncorrected: 0"))
                #expect(!shown.contains("Patient 1"))
                #expect(try await statuses(client, patient) == ["final", "final"])

                let applied = try await redecode(deployment, ["--apply", "--characteristic", "2A35"])
                #expect(applied.contains("would change: 0\ncorrected: 1"))
                #expect(try await statuses(client, patient) == ["corrected", "final"])
                let alerts = try await client.get("/v1/alerts?patientId=\(patient)").required("items").elements()
                #expect(try alerts.map { try $0.text("state") } == ["returned-unacknowledged"])
                let span = "from=2026-03-01T00:00:00Z&to=2026-03-02T00:00:00Z&bucket=1d"
                let trend = try await client.get("/v1/patients/\(patient)/trends?metric=systolic-pressure&\(span)")
                #expect(try trend.required("items").elements()[0].required("maximum").number().text == "124")

                let again = try await redecode(deployment, ["--apply"])
                #expect(again.contains("the same: 2\nwould change: 0\ncorrected: 0"))
            }
        }

        private static func item(_ kind: String, _ unit: String, _ values: JSONValue) -> JSONValue {
            [
                "device": .string(device), "characteristic": "2A35", "kind": .string(kind), "unit": .string(unit),
                "values": values, "effectiveAt": .string(at), "receivedAt": .string(at),
                "raw": .string(raw.lowercased()),
            ]
        }

        private func redecode(_ deployment: Deployment, _ arguments: [String]) async throws -> String {
            let organization = try await deployment.database.texts("SELECT id::text FROM hearth.organizations")
            return try await ChildProcess.run(
                Binaries.server,
                ["redecode", "--organization", try #require(organization.first)] + arguments,
                environment: ["HEARTH_DATABASE_SERVICE": deployment.cluster.connectionString(user: "hearth_service")]
            )
        }

        /// Of every reading, the blood pressure first.
        private func statuses(_ client: HearthClient, _ patient: String) async throws -> [String] {
            try await client.get("/v1/patients/\(patient)/readings").required("items").elements()
                .map { (try $0.text("kind"), try $0.text("status")) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
