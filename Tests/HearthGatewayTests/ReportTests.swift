import ATT
import Alerting
import Foundation
import GATT
import Logging
import SimulatedDevices
import Testing
import Vitals

@testable import HearthGateway

/// What the gateway tells the server of itself.
@Suite(.timeLimit(.minutes(2))) struct ReportTests {
    @Test func theFirstReportComesAtTheStartAndLaterOnesKnowTheDevices() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device(clockAheadSeconds: 3_600)
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            var configuration = home.configuration(server: server.url, devices: [TestHome.scale, "E8:07:01:02:03:99"])
            configuration.reportInterval = .seconds(1)
            try await GatewayService(configuration: configuration, logger: .silent).running {
                try await eventually("a report knows the battery") {
                    server.reports.last?.devices.first?.batteryPercent != nil
                }
            }
            let first = try #require(server.reports.first)
            #expect(first.devices.map(\.identifier) == [TestHome.scale, "E8:07:01:02:03:99"])
            #expect(first.spool.pending == 0 && first.spool.pressure == .normal && first.version == "1.0.0")
            let scale = try #require(server.reports.last?.devices.first)
            #expect(scale.lastSeenAt != nil)
            // The simulated scale lets its clock be read, or not; where it does, it is an hour ahead.
            if let offset = scale.clockOffsetSeconds { #expect(abs(offset + 3_600) < 60) }
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }

    @Test func aRefusedItemIsReportedSoon() async throws {
        try await TestHome.with { home in
            let server = try await StubServer(.refuseItems)
            let device = home.device()
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            let configuration = home.configuration(server: server.url)
            try await GatewayService(configuration: configuration, logger: .silent).running {
                try await eventually("the first report") { !server.reports.isEmpty }
                await device.measure(try Weights.bytes(16_000))
                try await eventually("the report of the refusal") { server.reports.last?.spool.refused == 1 }
            }
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }

    @Test func aServerThatTakesNoReportsTakesReadings() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            server.refuseReports()
            let device = home.device()
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            await device.measure(try Weights.bytes(16_000))
            var configuration = home.configuration(server: server.url)
            configuration.reportInterval = .seconds(1)
            try await GatewayService(configuration: configuration, logger: .silent).running {
                let arrived = try await server.arrived(1)
                #expect(arrived.count == 1)
            }
            #expect(server.reports.isEmpty)
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }
}
