import Foundation
import Logging
import ReadingExchange
import RecordedLog
import SimulatedDevices
import Spool
import Testing
import Upload
import Vitals

@testable import HearthGateway

/// A whole gateway on a board whose clock is wrong.
@Suite(.timeLimit(.minutes(2))) struct WrongClockTests {
    @Test func whatWasMeasuredIn1970GetsItsTimeWhenTheClockIsRightAlsoOverACrash() async throws {
        try await TestHome.with { home in
            let board = Board(home)
            let away = try await StubServer()
            await away.stop()
            let device = home.device()
            // One with the right time of the household, one without a time.
            let started = Instant.systemNow()
            let stamp = home.clock(at: started)
            for value in [try Weights.bytes(16_000, at: stamp), try Weights.bytes(16_001)] {
                await device.measure(value)
            }
            try await board.running(device, away.url) {
                await device.allConfirmed()
                try await eventually("both wait") { try await home.spoolStatus().waitingForClockCount == 2 }
                #expect(try await home.spoolStatus().pendingCount == 0)
            }
            // The program starts again, and then the clock is put right.
            let server = try await StubServer()
            try await board.running(device, away.url) {
                board.synchronize()
                try await eventually("both are decoded") { try await home.spoolStatus().pendingCount == 2 }
            }
            try await board.running(device, server.url) { _ = try await server.arrived(2) }
            let readings = server.arrived.sorted { $0.raw.count > $1.raw.count }
            #expect(readings.allSatisfy { abs($0.receivedAt.milliseconds(since: started)) < 60_000 })
            #expect(readings[0].deviceTime == stamp)
            #expect(abs(readings[0].effectiveAt.milliseconds(since: started)) < 10_000)
            #expect(readings[1].effectiveAt == readings[1].receivedAt)
            #expect(readings.allSatisfy { $0.flags.isEmpty })
            await server.stop()
        }
    }

    @Test func aReportIsEnoughToTellTheTime() async throws {
        try await TestHome.with { home in
            let board = Board(home)
            let server = try await StubServer()
            let device = home.device()
            let started = Instant.systemNow()
            await device.measure(try Weights.bytes(16_000))
            try await board.running(device, server.url) {
                let reading = try #require(try await server.arrived(1).first)
                #expect(abs(reading.receivedAt.milliseconds(since: started)) < 60_000)
            }
            await server.stop()
        }
    }

    @Test func aRestartOfTheBoardLeavesThemWithoutATimeAndSaysSo() async throws {
        try await TestHome.with { home in
            var board = Board(home)
            let away = try await StubServer()
            await away.stop()
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            try await board.running(device, away.url) {
                await device.allConfirmed()
                try await eventually("it waits") { try await home.spoolStatus().waitingForClockCount == 1 }
            }
            board.bootID = "second"
            let server = try await StubServer()
            try await board.running(device, server.url) {
                let reading = try #require(try await server.arrived(1).first)
                #expect(reading.flags == ["reception-time-unknown"])
                #expect(reading.receivedAt < Instant(millisecondsSince1970: 86_400_000))
            }
            await server.stop()
        }
    }
}

/// A board of the test, whose clock starts in 1970.
private struct Board {
    var bootID = "first"
    private let home: TestHome
    private let isSynchronized = Shared(false)
    private let start = KernelClock.sample()

    init(_ home: TestHome) { self.home = home }

    /// Its clock is put right.
    func synchronize() { isSynchronized.update { $0 = true } }

    func running(_ device: SimulatedDevice, _ server: URL, _ body: () async throws -> Void) async throws {
        let isSynchronized = isSynchronized
        let state = try StateDirectory(home.stateDirectory)
        let clock = GatewayClock(
            file: state.clockFile,
            bootID: bootID,
            sample: { [start] in
                var sample = KernelClock.sample()
                sample.isSynchronized = isSynchronized.value
                if !sample.isSynchronized {
                    sample.wall = Instant(millisecondsSince1970: sample.bootMilliseconds - start.bootMilliseconds)
                }
                return sample
            },
            logger: .silent
        )
        let parts = try GatewayParts(
            home.configuration(server: server),
            connector: TestConnector(device),
            clock: clock,
            on: home.loop,
            logger: .silent,
            observe: { _ in }
        )
        let run = Task { await parts.run() }
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body()) } catch { outcome = .failure(error) }
        run.cancel()
        await run.value
        try outcome.get()
    }
}
