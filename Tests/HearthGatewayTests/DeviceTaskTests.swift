import Foundation
import GATT
import HearthGateway
import Logging
import ReadingExchange
import RecordedLog
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// What the gateway does at a device besides taking what it sends; the devices are made of Bumble.
@Suite(.timeLimit(.minutes(3))) struct DeviceTaskTests {
    @Test(arguments: [true, false]) func theMemoryOfAMonitorIsCountedFromItsSession(isProtected: Bool) async throws {
        let options = #"{"kind": "cgm", "records": 3, "session": "2024-06-15T08:00:00", "protected": \#(isProtected)}"#
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            try await home.gateway(at: server).running { _ = try await server.arrived(3) }
            let readings = server.arrived.sorted { ($0.sequenceNumber ?? 0) < ($1.sequenceNumber ?? 0) }
            #expect(readings.map(\.measurement.numbers) == [["100"], ["101"], ["102"]])
            #expect(readings.last?.deviceTime?.description == "2024-06-15T08:02:00")
            // It was not told to start one.
            #expect(!peer.lines.contains { $0.hasPrefix("OPERATION") || $0.hasPrefix("START") })
        }
    }

    @Test(arguments: [true, false]) func aSessionIsStartedWhereTheConfigurationSaysSo(isProtected: Bool) async throws {
        let options = #"{"kind": "cgm", "records": 2, "protected": \#(isProtected)}"#
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            try await home.gateway(at: server) { $0.startedSessions = [TestHome.scale] }.running {
                _ = try await server.arrived(2)
            }
            let operation = isProtected ? CGMControlRequest(.startSession, isProtected: true).encoded() : [26]
            let written = peer.lines.filter { $0.hasPrefix("OPERATION") }
            #expect(written == ["OPERATION \(operation.map { String(format: "%02x", $0) }.joined())"])
            #expect(peer.lines.filter { $0.hasPrefix("START") }.count == 1)
            // They have a date, which they would not have without a session.
            #expect(server.arrived.allSatisfy { $0.deviceTime?.isKnown == true })
        }
    }

    @Test func aMonitorWithoutASessionIsLeftAlone() async throws {
        try await TestHome.with(BumblePeer.recordingDevice, #"{"kind": "cgm", "records": 1}"#) { home, server, peer in
            try await home.gateway(at: server).running { _ = try await server.arrived(1) }
            #expect(!peer.lines.contains { $0.hasPrefix("OPERATION") || $0.hasPrefix("START") })
            #expect(server.arrived.first?.deviceTime?.isKnown == false)
        }
    }

    @Test func aClockThatIsOffIsSetAndHowFarItWasOffIsKept() async throws {
        let options = #"{"kind": "glucose", "records": 1, "clockAhead": 7200}"#
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            try await home.gateway(at: server).running {
                try await eventually("the clock is set") { peer.lines.contains { $0.hasPrefix("CLOCK") } }
                _ = try await server.arrived(1)
            }
            // What it had recorded is corrected by as much.
            let correction = try #require(server.arrived.first?.timeCorrection)
            #expect(correction.reason == .deviceClockOffset && (-7_210 ... -7_100).contains(correction.offsetSeconds))
            let spool = try home.spool()
            let setting = try #require(try await spool.clockSetting(device: TestHome.scale))
            #expect((-7_210 ... -7_100).contains(setting.offsetSeconds))
            try spool.close()
        }
    }

    /// The first connection ends behind the first packet.
    @Test func aScaleThatSendsTwoPacketsMeasuresOnce() async throws {
        let options = #"{"kind": "scale", "packets": ["0410090102", "001409011845"], "breaks": [1]}"#
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            try await home.gateway(at: server).running { _ = try await server.arrived(2) }
            try await eventually("both are confirmed") {
                peer.lines.filter { $0.hasPrefix("CONFIRMED") }.count == 2
            }
            #expect(server.arrived.map(\.userIndex) == [2, 2])
            #expect(Set(server.arrived.map(\.measurement.kind)) == [.bodyFat, .bodyWeight])
            #expect(server.arrived.allSatisfy { $0.rawSecond == [0x00, 0x14, 0x09, 0x01, 0x18, 0x45] })
        }
    }

    /// The value names nobody; with a wrong code, it belongs to whoever the device is assigned to.
    @Test(arguments: [(UInt16(1234), 2), (4321, nil)])
    func aSharedScaleMeasuresForTheUserWhoConsented(code: UInt16, user: Int?) async throws {
        let options = #"{"kind": "scale", "user": 2, "packets": ["00000901"]}"#
        try await TestHome.with(BumblePeer.recordingDevice, options) { home, server, peer in
            let consents = [TestHome.scale: UserConsent(index: 2, code: code)]
            try await home.gateway(at: server) { $0.consents = consents }.running { _ = try await server.arrived(1) }
            // What it says of itself may arrive behind what it sends.
            try await peer.tell("measure 0")
            #expect(peer.lines.filter { $0.hasPrefix("CONSENT") }.count == 1)
            #expect(server.arrived.map(\.userIndex) == [user])
        }
    }

    @Test(arguments: [(nil, true), (60, false), (-60, false), (61, true), (-61, true)])
    func aClockIsSetWhenItIsOffByMoreThanAMinute(offset: Int?, isSet: Bool) {
        #expect(DeviceClock.isOff(offset.map(ClockOffset.init)) == isSet)
    }

    /// The clock was two hours ahead until noon; in the last case somebody has put it back by an hour since.
    @Test(arguments: [
        ("2026-06-15T11:00:00", 0, "2026-06-15T00:00:00.000Z"), ("2026-06-15T13:00:00", 0, "2026-06-15T04:00:00.000Z"),
        ("2026-06-15T11:00:00", 3_600, "2026-06-15T03:00:00.000Z"),
    ])
    func whatWasRecordedBeforeTheClockWasSetHasTheOffsetOfThen(
        shown: String,
        offsetSeconds: Int,
        expected: String
    ) async throws {
        try await TestHome.with { home in
            let noon = try #require(Instant("2026-06-15T03:00:00.000Z"))
            let indication = RawIndication(
                device: TestHome.scale,
                characteristic: 0x2A9D,
                bytes: try Weights.bytes(16_000, at: DeviceTimestamp(shown)),
                receivedAt: noon.adding(seconds: 7_200),
                clockOffsetSeconds: offsetSeconds,
                facts: DeviceFacts(clockSetting: ClockSetting(setAt: noon, offsetSeconds: -7_200))
            )
            let reading = try #require(try IndicationDecoder(zone: home.zone).submissions(of: indication).first)
            #expect(reading.effectiveAt.description == expected)
        }
    }
}
