import ExactJSON
import Foundation
import Testing

extension WholeProcesses {
    /// Silence is noticed by servers, whichever of them looks.
    struct SilenceTests {
        private static let pollInterval: Duration = .milliseconds(200)
        private static let limit: Duration = .seconds(60)
        /// Several looks of both servers.
        private static let looks: Duration = .seconds(4)

        @Test(
            "A gateway that is killed is one alert of two servers, and its return ends it",
            .timeLimit(.minutes(3))
        )
        func killedGatewayIsSilent() async throws {
            let configuration = [
                "HEARTH_TECHNICAL_GATEWAY_SILENCE_SECONDS": "10", "HEARTH_TECHNICAL_WATCH_SECONDS": "1",
            ]
            try await Deployment.with(servers: 2, configuration: configuration) { deployment in
                let client = try deployment.administrator
                let gateway = GatewayProcess(
                    stateDirectory: deployment.directory.appending(path: "gateway"),
                    serverPort: try deployment.port(of: 0),
                    devices: [("02:48:52:00:30:01", deployment.directory.appending(path: "nobody").path)],
                    zone: "Europe/Berlin",
                    configuration: ["HEARTH_REPORT_SECONDS": "1"]
                )
                try await gateway.enroll(code: try await client.createGateway("Gateway"))
                try await gateway.start()
                let id = try await client.get("/v1/gateways").required("items").elements()[0].text("id")
                try await Self.wait("the gateway reports") {
                    try await deployment.database.number("SELECT count(*) FROM hearth.gateway_reports") == 1
                }
                let report = try await client.get("/v1/gateways/\(id)/report").required("report")
                #expect(try report.required("spool").text("pressure") == "normal")

                try await gateway.crash()
                try await Self.wait("the silence is noticed") { try await Self.states(client) != [] }
                try await Task.sleep(for: Self.looks)
                #expect(try await Self.states(client) == ["active-unacknowledged"])
                let alert = try await client.get("/v1/alerts").required("items").elements()[0]
                #expect(try alert.text("gatewayId") == id)
                #expect(try alert.text("rule") == "technical/gateway-silent")

                try await gateway.start()
                try await Self.wait("the return is noticed") {
                    try await Self.states(client) == ["returned-unacknowledged"]
                }
                try await Task.sleep(for: Self.looks)
                let changes = try await deployment.database.texts(
                    "SELECT change FROM hearth.alert_events ORDER BY sequence"
                )
                #expect(changes == ["raised", "returned-to-normal"])
                try await gateway.crash()
            }
        }

        private static func states(_ client: HearthClient) async throws -> [String] {
            try await client.get("/v1/alerts").required("items").elements().map { try $0.text("state") }
        }

        private static func wait(_ what: String, until isTrue: () async throws -> Bool) async throws {
            let deadline = ContinuousClock.now + limit
            while try await !isTrue() {
                guard ContinuousClock.now < deadline else { throw EndToEndError("it did not happen: \(what)") }
                try await Task.sleep(for: pollInterval)
            }
        }
    }
}
