import ATT
import EventLoops
import Foundation
import GATT
import Logging
import ReadingExchange
import RecordedLog
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// The clock of a device that is made of Bumble, and when the gateway sets it.
@Suite(.timeLimit(.minutes(3))) struct DeviceClockTests {
    private static let oneHour = 3_600

    /// 2A2B has a day, fractions and a reason behind the date and time; 2A08 has those alone.
    @Test(arguments: [("2A2B", 10), ("2A08", 7)]) func aClockThatIsOffIsSetByTheCharacteristicThatItHas(
        uuid: String,
        bytes: Int
    ) async throws {
        try await at(#""clockAhead": \#(Self.oneHour), "clockUuid": "\#(uuid)""#) { clock, peer, spool in
            #expect(clock.messages(at: .notice) == ["the device's clock is set"])
            let written = peer.lines.filter { $0.hasPrefix("CLOCK ") }.map { $0.dropFirst(6).utf8.count / 2 }
            #expect(written == [bytes])
            let setting = try #require(try await spool.clockSetting(device: TestHome.scale))
            #expect((-3_610 ... -3_500).contains(setting.offsetSeconds))
        }
    }

    @Test func aDeviceThatRefusesIsSaidToHaveAndIsReadOn() async throws {
        try await at(#""clockAhead": \#(Self.oneHour), "clockRefuses": true"#) { clock, peer, _ in
            #expect(clock.messages(at: .notice) == ["the device's clock is not set"])
            #expect(peer.lines.contains { $0.hasPrefix("REFUSED") } && !peer.lines.contains { $0.hasPrefix("CLOCK") })
        }
    }

    @Test func aGatewayThatDoesNotKnowTheTimeSetsNobodysClock() async throws {
        try await at(#""clockAhead": \#(Self.oneHour)"#, isTrusted: false) { clock, peer, spool in
            #expect(clock.messages(at: .notice).isEmpty && !peer.lines.contains { $0.hasPrefix("CLOCK") })
            let setting = try await spool.clockSetting(device: TestHome.scale)
            #expect(setting == nil)
        }
    }

    @Test func aClockThatIsRightByAMinuteIsLeftAlone() async throws {
        try await at(#""clockAhead": 30"#) { clock, peer, _ in
            #expect(clock.messages(at: .notice).isEmpty && !peer.lines.contains { $0.hasPrefix("CLOCK") })
        }
    }

    /// Its time stamps are corrected all the same.
    @Test func aClockIsLeftAloneWhereTheConfigurationSaysSo() async throws {
        let options = #"{"kind": "glucose", "records": 1, "clockAhead": \#(Self.oneHour)}"#
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            try await home.gateway(at: server) { $0.deviceClocks = .leave }.running {
                let arrived = try await server.arrived(1)
                #expect(arrived.first?.timeCorrection.reason == .deviceClockOffset)
                // Longer than a device must have been silent for its clock to be set.
                try await Task.sleep(for: DeviceClock.quiet + .seconds(2))
                try await peer.tell("measure 0")
                #expect(!peer.lines.contains { $0.hasPrefix("CLOCK") })
            }
        }
    }

    /// Lets the gateway look after the clock of a device once, and shows what it said, what the device heard, and what
    /// is on disk.
    private func at(
        _ options: String,
        isTrusted: Bool = true,
        _ check: (RecordedLog, BumblePeer, Spool) async throws -> Void
    ) async throws {
        try await TestHome.with { home in
            let peer = try await BumblePeer(
                path: home.socketPath,
                script: BumblePeer.recordingDevice,
                options: #"{"kind": "glucose", \#(options)}"#
            )
            defer { peer.end() }
            let spool = try home.spool()
            let log = RecordedLog()
            let intake = MeasurementIntake(
                spool: spool,
                decoder: IndicationDecoder(zone: home.zone),
                clock: isTrusted ? .assumedRight(logger: .silent) : Self.clockOfNobody,
                logger: .silent
            )
            let clock = DeviceClock(
                device: TestHome.scale,
                intake: intake,
                logger: log.logger,
                quiet: .milliseconds(1)
            )
            let (loop, path) = (home.loop, home.socketPath)
            try await Task(executorPreference: loop) {
                let client = GATTClient(bearer: try SeqpacketBearer(path: path, on: loop)) { _ in }
                await client.start()
                try await client.discover()
                await clock.set(over: client, SessionContext())
                await client.close()
            }.value
            try await peer.tell("measure 0")
            try await check(log, peer, spool)
            try spool.close()
        }
    }

    private static var clockOfNobody: GatewayClock {
        GatewayClock(
            file: nil,
            sample: {
                var sample = KernelClock.sample()
                sample.isSynchronized = false
                return sample
            },
            logger: .silent
        )
    }
}
