import ExactJSON
import Foundation
import HTTPTypes
import HearthCore
import Testing
import Vitals

/// The running server against its own OpenAPI document, by a tool that is not ours.
struct SchemathesisTests {
    @Test("schemathesis finds no difference between the document and the server", .timeLimit(.minutes(10)))
    func conforms() async throws {
        let python = try #require(
            ProcessInfo.processInfo.environment["HEARTH_TEST_PYTHON"],
            "HEARTH_TEST_PYTHON names the interpreter with Tests/requirements.txt; Deploy/test sets it"
        )
        let configuration = try #require(Bundle.module.url(forResource: "schemathesis", withExtension: "toml"))
        try await LiveServer.with { server in
            let folder = URL.temporaryDirectory.appending(path: "hearth-schemathesis-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let settings = try await Self.seed(server).reduce(String(contentsOf: configuration, encoding: .utf8)) {
                $0.replacing("${\($1.key)}", with: $1.value)
            }
            try settings.write(to: folder.appending(path: "schemathesis.toml"), atomically: true, encoding: .utf8)
            let target = "http://\(server.address)/v1/openapi.yaml"
            let peer = PeerProcess(python, ["-m", "schemathesis.cli", "run", "--no-color", target], folder: folder)
            let (status, output) = try await peer.run()
            #expect(status == 0, Comment(rawValue: String(output.suffix(20_000))))
            // A token that was revoked on the way would make every later answer a 401, which proves nothing.
            #expect(try await server.send(.get, "/v1/users", as: .administrator).status == 200)
        }
    }

    /// Makes one of everything and tells the tool its tokens and keys.
    private static func seed(_ server: LiveServer) async throws -> [String: String] {
        let now = Instant(millisecondsSince1970: Int64(Date.now.timeIntervalSince1970 * 1000))
        let patient = try await server.makePatient(device: "E8:01")
        let readings = HeartRates.batch([
            HeartRates.item(250, device: "E8:01", at: now), HeartRates.item(70, device: "E8:02", at: now),
        ])
        let posted = try await server.send(.post, "/v1/readings", as: .gateway, readings).json
        let results = try posted.required("results").elements()
        let limits = "{\"limits\":{\"alertHigh\":130},\"reason\":\"Seed\"}"
        _ = try await server.send(.put, "/v1/patients/\(patient)/limits/heart-rate", as: .clinician, limits)
        let device = try await server.first("/v1/devices")
        let gateway = try await server.send(.post, "/v1/gateways", as: .administrator, "{\"name\":\"Gateway 2\"}")
        let gatewayID = try gateway.json.required("gateway").required("id").string()
        let pairing = try await server.send(
            .post,
            "/v1/gateways/\(gatewayID)/pairings",
            as: .clinician,
            "{\"device\":\"E8:07:01:02:03:04\",\"passkey\":\"000042\"}"
        )
        let user = try await server.send(
            .post,
            "/v1/users",
            as: .administrator,
            "{\"name\":\"User\",\"role\":\"on-call\"}"
        )
        return [
            "HEARTH_ADMINISTRATOR_TOKEN": server.token(.administrator),
            "HEARTH_GATEWAY_TOKEN": server.token(.gateway), "HEARTH_PATIENT_ID": patient, "HEARTH_DEVICE_ID": device,
            "HEARTH_READING_ID": try results[0].required("id").string(),
            "HEARTH_ASSIGNMENT_ID": try await server.first("/v1/devices/\(device)/assignments"),
            "HEARTH_GATEWAY_ID": gatewayID, "HEARTH_PAIRING_ID": try pairing.json.required("id").string(),
            "HEARTH_USER_ID": try user.json.required("user").required("id").string(),
            "HEARTH_ALERT_ID": try await server.first("/v1/alerts"),
            "HEARTH_ENTRY_ID": try results[1].required("id").string(),
        ]
    }
}
