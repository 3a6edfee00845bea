import ATT
import ExactJSON
import Foundation
import Logging
import RecordedLog
import SimulatedDevices
import Spool
import Testing

@testable import HearthGateway

/// What a person at the box is shown of a gateway that runs.
@Suite(.timeLimit(.minutes(2))) struct StatusTests {
    @Test func itNamesWhatWasMeasuredLastAndWhenTheServerAnswered() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            await device.measure(try Weights.bytes(16_000))
            let configuration = quick(home, server)
            try await GatewayService(configuration: configuration, logger: .silent).running {
                _ = try await server.arrived(1)
                try await eventually("status knows the measurement") {
                    let text = try await GatewayStatus(configuration: configuration).text()
                    return text.contains("measured body-weight at ") && text.contains("battery ")
                }
            }
            // It is known after the end of the gateway, too.
            let text = try await GatewayStatus(configuration: configuration).text()
            #expect(text.contains("contact      the server answered last at 2"))
            #expect(text.contains("device       \(TestHome.scale), seen 2"))
            #expect(text.contains(", right (server)"))
            let json = JSONReader(
                try JSONValue(parsing: Array(try await GatewayStatus(configuration: configuration).json().utf8))
            )
            #expect(try json.required("contact").required("outcome").string() == "answered")
            let devices = try json.required("devices").elements(count: 1...1)
            #expect(try devices[0].required("lastMeasurement").required("kind").string() == "body-weight")
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }

    @Test func aRevokedGatewayKeepsWhatItMeasuresAndSaysSo() async throws {
        try await TestHome.with { home in
            let server = try await StubServer(.onlyToken("of another gateway"))
            let device = home.device()
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            await device.measure(try Weights.bytes(16_000))
            let configuration = quick(home, server)
            try await GatewayService(configuration: configuration, logger: .silent).running {
                await device.allConfirmed()
                try await eventually("the server has refused") { server.requestCount > 0 }
                try await eventually("status says so") {
                    try await GatewayStatus(configuration: configuration).text().contains(
                        "contact      refused: the gateway was revoked or must be enrolled again; nothing is uploaded"
                    )
                }
            }
            #expect(server.arrived.isEmpty)
            #expect(try await home.spoolStatus().pendingCount == 1)
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }

    @Test func whatWasRefusedIsSentAgainWhileTheGatewayRuns() async throws {
        try await TestHome.with { home in
            let refusing = try await StubServer(.refuseItems)
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            let configuration = quick(home, refusing)
            let connector = TestConnector(device)
            try await GatewayService(configuration: configuration, connector: connector, logger: .silent).running {
                try await eventually("it is refused") { try await home.spoolStatus().refusedCount == 1 }
                await refusing.stop()
                let taking = try await StubServer(port: refusing.port)
                let resending = Resending(configuration: configuration, logger: .silent)
                #expect(try await resending.run() == 1)
                // Whatever is measured next wakes the upload.
                await device.measure(try Weights.bytes(16_001))
                #expect(try await taking.arrived(2).count == 2)
                #expect(try await resending.run() == 0)
                await taking.stop()
            }
            #expect(try await home.spoolStatus().refusedCount == 0)
        }
    }

    private func quick(_ home: TestHome, _ server: StubServer) -> GatewayConfiguration {
        var configuration = home.configuration(server: server.url)
        configuration.reportInterval = .seconds(1)
        return configuration
    }
}
