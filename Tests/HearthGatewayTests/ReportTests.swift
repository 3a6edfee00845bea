import ATT
import Alerting
import BlueZ
import Foundation
import GATT
import Logging
import ReadingExchange
import RecordedLog
import SimulatedDevices
import Spool
import Testing
import Upload
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
                try await eventually("a report knows the battery and what the device says of itself") {
                    let device = server.reports.last?.devices.first
                    return device?.batteryPercent != nil && device?.information != nil
                }
                try await eventually("time passes") { server.reports.last.map { $0.uptimeSeconds >= 1 } ?? false }
            }
            let first = try #require(server.reports.first)
            #expect(first.devices.map(\.identifier) == [TestHome.scale, "E8:07:01:02:03:99"])
            #expect(first.spool.pending == 0 && first.spool.pressure == .normal && first.version == "1.0.0")
            let scale = try #require(server.reports.last?.devices.first)
            #expect(scale.lastSeenAt != nil)
            let offset = try #require(scale.clockOffsetSeconds)
            #expect(abs(offset + 3_600) < 60)
            #expect(
                scale.information
                    == GatewayReport.Information(
                        manufacturer: "Hearth",
                        model: "Test",
                        serialNumber: "1",
                        firmware: "1.0"
                    )
            )
            #expect(first.uptimeSeconds >= 0 && first.spool.oldestUnsentAt == nil)
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

    @Test func whatWaitsLongestIsReportedUntilItIsDelivered() async throws {
        try await TestHome.with { home in
            let server = try await StubServer(.status(503))
            let device = home.device()
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            var configuration = home.configuration(server: server.url)
            configuration.reportInterval = .seconds(1)
            let start = Instant.systemNow()
            try await GatewayService(configuration: configuration, logger: .silent).running {
                for number in [16_000, 16_001] as [UInt16] { await device.measure(try Weights.bytes(number)) }
                try await eventually("both are reported") { server.reports.last?.spool.pending == 2 }
                let oldest = try #require(server.reports.last?.spool.oldestUnsentAt)
                #expect(abs(oldest.milliseconds(since: start)) < 60_000)
                server.behave(.accept)
                try await eventually("nothing waits") {
                    server.reports.last.map { $0.spool.pending == 0 && $0.spool.oldestUnsentAt == nil } ?? false
                }
            }
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }

    @Test func aLostBondIsReportedAndThePairingThatEndsItToo() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let (cuff, scale) = ("00:00:00:00:00:01", "00:00:00:00:00:02")
            let book = Shared(BondBook([try .sample(of: cuff, isLost: true), try .sample(of: scale)]))
            let (troubles, trouble) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let state = try StateDirectory(home.stateDirectory)
            let devices =
                try [cuff, scale, "00:00:00:00:00:03"].map { try DeviceEntry(line: "\($0) bluetooth:\($0)") }
                + [DeviceEntry(line: "\(TestHome.scale) unix:/nowhere")]
            let reporter = GatewayReporter(
                devices: { devices },
                interval: .seconds(3_600),
                spool: try home.spool(),
                journal: DeviceJournal(),
                bonds: { book.value },
                contact: ServerContact(),
                observations: state.observationFile,
                transport: try home.configuration(server: server.url).transport(),
                credential: { try BearerCredential(StubServer.token) },
                clock: GatewayClock(file: state.clockFile, logger: .silent),
                troubles: troubles,
                logger: .silent
            )
            let run = Task { await reporter.run() }
            try await eventually("the first report") { !server.reports.isEmpty }
            #expect(server.reports.last?.devices.map(\.bond) == [.lost, .bonded, GatewayReport.Bond.none, nil])
            let paired = try Bond.sample(of: cuff)
            book.update { book in _ = book.mark(paired.peer.address, isLost: false) }
            trouble.yield()
            try await eventually("the next report") { server.reports.last?.devices.first?.bond == .bonded }
            run.cancel()
            await run.value
            await server.stop()
        }
    }

    @Test func theAnswerToAReportBringsTheOrdersToPair() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let expiresAt = Instant.systemNow().adding(seconds: 3_600)
            let order = PairingTask(id: UUID(), device: TestHome.scale, passkey: 42, expiresAt: expiresAt)
            server.order([order])
            let taken = Shared<[[PairingTask]]>([])
            let state = try StateDirectory(home.stateDirectory)
            let reporter = GatewayReporter(
                devices: { [] },
                interval: .seconds(1),
                spool: try home.spool(),
                journal: DeviceJournal(),
                contact: ServerContact(),
                observations: state.observationFile,
                transport: try home.configuration(server: server.url).transport(),
                credential: { try BearerCredential(StubServer.token) },
                clock: GatewayClock(file: state.clockFile, logger: .silent),
                troubles: AsyncStream { _ in },
                takeOrders: { orders in taken.update { $0.append(orders) } },
                logger: .silent
            )
            let running = Task { await reporter.run() }
            try await eventually("the orders come") { !taken.value.isEmpty }
            server.order([])
            try await eventually("they are withdrawn") { taken.value.last == [] }
            #expect(taken.value.first == [order])
            running.cancel()
            await running.value
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
