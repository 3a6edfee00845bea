import ATT
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

/// The whole gateway between a simulated device and a stub of the server.
@Suite(.timeLimit(.minutes(2))) struct DeliveryTests {
    @Test(arguments: SimulatedDeviceKind.allCases)
    func everyMeasurementOfADeviceBehindASocketArrivesOnce(kind: SimulatedDeviceKind) async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device(kind)
            let listener = try SeqpacketListener(path: home.socketPath, on: home.loop)
            let serving = Task { await device.serve(listener) }
            let values: [[UInt8]] = (1...5).map { SimulatedValues.bytes(of: kind, number: $0) }
            for value in values { await device.measure(value) }
            let service = GatewayService(configuration: home.configuration(server: server.url), logger: .silent)
            try await service.running {
                await device.allConfirmed()
                let expected = values.count * SimulatedValues.readings(of: kind)
                let arrived = try await server.arrived(expected)
                #expect(arrived.count == expected)
                #expect(Set(arrived.map(\.identity)).count == expected)
                #expect(Set(arrived.map(\.raw)) == Set(values))
                #expect(arrived.allSatisfy { $0.device == TestHome.scale })
                #expect(arrived.allSatisfy { $0.characteristic == kind.measurement.rawValue })
                #expect(server.tokens == ["Bearer \(StubServer.token)"])
                try await eventually("the spool is empty") { try await home.spoolStatus().pendingCount == 0 }
            }
            await TestHome.close(listener)
            _ = await serving.value
            await server.stop()
        }
    }

    @Test func anUndecodableValueIsKeptAndTheNextOneArrives() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            for bytes in [[0x00], try Weights.bytes(16_000)] { await device.measure(bytes) }
            try await gateway(home, server, device).running {
                let arrived = try await server.arrived(1)
                #expect(arrived.map(\.measurement.numbers) == [["80.000"]])
                await device.allConfirmed()
                #expect(try await home.spoolStatus().undecodableCount == 1)
            }
            #expect(server.arrived.count == 1)
            await server.stop()
        }
    }

    @Test func whatTheServerRefusesIsKeptWithItsReason() async throws {
        try await TestHome.with { home in
            let server = try await StubServer(.refuseItems)
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            try await gateway(home, server, device).running {
                try await eventually("the item is refused") { try await home.spoolStatus().refusedCount == 1 }
            }
            let letters = try await home.spool().deadLetters(limit: 10)
            #expect(letters.map(\.problem.code) == ["unknown-kind"])
            #expect(server.requestCount == 1)
            await server.stop()
        }
    }

    @Test func aServerThatWasAwayGetsWhatWasMeasuredMeanwhile() async throws {
        try await TestHome.with { home in
            let away = try await StubServer()
            await away.stop()
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            let isMissed = Shared(false)
            let service = gateway(home, away, device) { event in
                if event.reason == .notReached { isMissed.update { $0 = true } }
            }
            try await service.running {
                await device.allConfirmed()
                try await eventually("the server is missed") { isMissed.value }
                #expect(try await home.spoolStatus().pendingCount == 1)
                let back = try await StubServer(port: away.port)
                #expect(try await back.arrived(1).map(\.measurement.numbers) == [["80.000"]])
                await back.stop()
            }
        }
    }

    @Test(arguments: [401, 403]) func aRefusedCredentialLosesNothing(status: Int) async throws {
        try await TestHome.with { home in
            let refusing = try await StubServer(.status(status))
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            try await gateway(home, refusing, device).running {
                await device.allConfirmed()
                try await eventually("the server refuses") { refusing.requestCount == 1 }
            }
            await refusing.stop()
            let status = try await home.spoolStatus()
            #expect(status.pendingCount == 1 && status.refusedCount == 0)
            // Enrolled again and started again.
            let server = try await StubServer()
            try await gateway(home, server, device).running {
                let arrived = try await server.arrived(1)
                #expect(arrived.map(\.measurement.numbers) == [["80.000"]])
            }
            await server.stop()
        }
    }

    @Test func aCredentialThatIsChangedIsUsedWithoutARestart() async throws {
        try await TestHome.with { home in
            let server = try await StubServer(.onlyToken("changed"))
            let device = home.device()
            let connector = TestConnector(device) { _, bearer in bearer }
            let service = GatewayService(
                configuration: home.configuration(server: server.url),
                connector: connector,
                logger: .silent
            )
            try await service.running {
                // The device is reached only after the service has read its credential.
                try await eventually("the service has started") { connector.attemptCount > 0 }
                try StateDirectory(home.stateDirectory).keep(credential: "changed")
                await device.measure(try Weights.bytes(16_000))
                #expect(try await server.arrived(1).map(\.measurement.numbers) == [["80.000"]])
                #expect(server.tokens == ["Bearer \(StubServer.token)", "Bearer changed"])
            }
            await server.stop()
        }
    }

    @Test func aClockThatIsAnHourFastIsCorrectedAndRecorded() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device(clockAheadSeconds: 3_600)
            let started = Instant.systemNow()
            let stamp = home.clock(aheadSeconds: 3_600 - 120, at: started)
            await device.measure(try Weights.bytes(16_000, at: stamp))
            try await gateway(home, server, device).running {
                let reading = try #require(try await server.arrived(1).first)
                #expect(reading.deviceTime == stamp)
                #expect(reading.timeCorrection.reason == .deviceClockOffset)
                #expect((-3_605...(-3_595)).contains(reading.timeCorrection.offsetSeconds))
                // Measured two minutes before the test began, give or take a slow link.
                let seconds = Double(started.milliseconds(since: reading.effectiveAt)) / 1_000
                #expect((114...126).contains(seconds))
            }
            await server.stop()
        }
    }

    @Test func aRestartDecodesWhatWasStoredWithTheOffsetOfItsConnection() async throws {
        try await TestHome.with { home in
            let received = Instant.systemNow()
            let stamp = home.clock(aheadSeconds: -3_600, at: received)
            let spool = try home.spool()
            _ = try await spool.store(
                RawIndication(
                    device: TestHome.scale,
                    characteristic: 0x2A9D,
                    bytes: try Weights.bytes(16_000, at: stamp),
                    receivedAt: received,
                    clockOffsetSeconds: 3_600
                )
            )
            try spool.close()
            let server = try await StubServer()
            let configuration = home.configuration(server: server.url, devices: [])
            try await GatewayService(configuration: configuration, logger: .silent).running {
                let reading = try #require(try await server.arrived(1).first)
                #expect(reading.timeCorrection == TimeCorrection(reason: .deviceClockOffset, offsetSeconds: 3_600))
                #expect((0..<1_000).contains(received.milliseconds(since: reading.effectiveAt)))
                #expect(reading.receivedAt == received)
            }
            await server.stop()
        }
    }

    private func gateway(
        _ home: TestHome,
        _ server: StubServer,
        _ device: SimulatedDevice,
        observe: @escaping @Sendable (UploadEvent) -> Void = { _ in }
    ) -> GatewayService {
        GatewayService(
            configuration: home.configuration(server: server.url),
            connector: TestConnector(device),
            logger: .silent,
            observe: observe
        )
    }
}
