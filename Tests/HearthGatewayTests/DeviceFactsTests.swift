import ATT
import Foundation
import GATT
import ReadingExchange
import RecordedLog
import Settings
import SimulatedDevices
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// What a device says about itself decides how its values are read.
@Suite(.timeLimit(.minutes(2))) struct DeviceFactsTests {
    /// Captured from a Beurer BM85: 106/71, pulse 63 in the wrong byte order.
    private static let cuffBytes: [UInt8] = [
        0x56, 0x6A, 0x00, 0x47, 0x00, 0x00, 0x00, 0xEA, 0x07, 0x08, 0x0B, 0x12, 0x1F, 0x00, 0x00, 0x3F, 0x00, 0x00,
        0x00,
    ]
    /// Two records, 120 mg/dL, 5 and 10 minutes after the start of the session.
    private static let cgmBytes: [UInt8] = [6, 0, 0x78, 0, 5, 0, 6, 0, 0x78, 0, 10, 0]

    @Test(arguments: [("Beurer GmbH", "BM85", "63"), ("Another", "BM85", "-256000")])
    func aQuirkIsMendedForTheModelThatTheDeviceNames(manufacturer: String, model: String, pulse: String) async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device(.bloodPressureCuff, manufacturer: manufacturer, model: model)
            await device.measure(Self.cuffBytes)
            let service = GatewayService(
                configuration: home.configuration(server: server.url),
                connector: TestConnector(device),
                logger: .silent
            )
            try await service.running {
                let arrived = try await server.arrived(2)
                let rate = arrived.compactMap { $0.measurement[.heartRate]?.number?.description }
                #expect(rate == [pulse])
                #expect(arrived.allSatisfy { $0.flags.contains("mended") == (pulse == "63") })
                // The evidence is what the device sent, mended or not.
                #expect(arrived.allSatisfy { $0.raw == Self.cuffBytes })
            }
            await server.stop()
        }
    }

    @Test func aQuirkOfTheHomesOwnFileIsMendedWhereHearthKnowsNone() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device(manufacturer: "Acme", model: "S1")
            // 80 kg, big-endian.
            await device.measure([0x80, 0x3E, 0x80])
            var configuration = home.configuration(server: server.url)
            configuration.quirkFile = try home.quirkFile(becoming: "00803E")
            let connector = TestConnector(device)
            try await GatewayService(configuration: configuration, connector: connector, logger: .silent).running {
                let arrived = try await server.arrived(1)
                #expect(arrived.map(\.measurement.numbers) == [["80.000"]])
                #expect(arrived.map(\.flags) == [["mended"]] && arrived.map(\.raw) == [[0x80, 0x3E, 0x80]])
            }
            await server.stop()
        }
    }

    @Test func aGatewayDoesNotStartWithAFileOfQuirksThatIsWrong() async throws {
        try await TestHome.with { home in
            let url = try #require(URL(string: "http://127.0.0.1:9"))
            var configuration = home.configuration(server: url)
            let path = try home.quirkFile(becoming: "00803F")
            configuration.quirkFile = path
            let unproven = await #expect(throws: DeviceQuirkError.self) {
                try await GatewayService(configuration: configuration, logger: .silent).run()
            }
            #expect(unproven?.description == "quirks.unproven: \(path): acme: capture 0 becomes 00803E")
            configuration.quirkFile = path + ".missing"
            let missing = await #expect(throws: SettingsError.self) {
                try await GatewayService(configuration: configuration, logger: .silent).run()
            }
            #expect(missing?.description.hasPrefix("settings.unreadable-file: \(path).missing: ") == true)
        }
    }

    @Test func recordsOfAContinuousMonitorAreCountedFromItsSession() async throws {
        try await TestHome.with { home in
            let start = try #require(DeviceTimestamp("2024-06-15T17:00:00"))
            let facts = DeviceFacts(cgmSessionStart: try CGMSessionStartTime(dateTime: start).encoded())
            let readings = try submissions(home, facts)
            #expect(readings.map(\.deviceTime?.description) == ["2024-06-15T17:05:00", "2024-06-15T17:10:00"])
            #expect(
                readings.map(\.effectiveAt.description) == ["2024-06-15T08:05:00.000Z", "2024-06-15T08:10:00.000Z"]
            )
            #expect(readings.map(\.raw) == [Array(Self.cgmBytes.prefix(6)), Array(Self.cgmBytes.suffix(6))])
            #expect(Set(readings.map(\.identity)).count == 2)
        }
    }

    @Test func recordsWithoutASessionHaveNoDateAndAreStillToldApart() async throws {
        try await TestHome.with { home in
            let readings = try submissions(home, .none)
            #expect(readings.allSatisfy { $0.deviceTime?.isKnown == false && $0.sequenceNumber == nil })
            #expect(Set(readings.map(\.identity)).count == 2)
        }
    }

    /// The next run knows nothing of the device until it is connected again.
    @Test func aRecordThatACrashLeftUndecodedSaysTheSameLater() async throws {
        try await TestHome.with { home in
            let start = try #require(DeviceTimestamp("2024-06-15T17:00:00"))
            let facts = DeviceFacts(
                manufacturer: "Beurer GmbH",
                model: "BM85",
                cgmSessionStart: try CGMSessionStartTime(dateTime: start).encoded()
            )
            let spool = try home.spool()
            for (characteristic, bytes) in [(UInt16(0x2AA7), Self.cgmBytes), (0x2A35, Self.cuffBytes)] {
                let indication = RawIndication(
                    device: TestHome.scale,
                    characteristic: characteristic,
                    bytes: bytes,
                    receivedAt: .systemNow(),
                    needsConfirmation: false,
                    facts: facts
                )
                _ = try await spool.store(indication)
            }
            let decoder = IndicationDecoder(zone: home.zone, quirks: try .known())
            let intake = MeasurementIntake(
                spool: spool,
                decoder: decoder,
                clock: .assumedRight(logger: .silent),
                logger: .silent
            )
            try await intake.recover()
            let waiting = try await spool.nextBatch(limit: 10).map(\.submission)
            #expect(waiting.compactMap { $0.measurement[.heartRate]?.number?.description } == ["63"])
            let times = waiting.filter { $0.measurement.kind == .interstitialGlucose }.map(\.deviceTime?.description)
            #expect(Set(times) == ["2024-06-15T17:05:00", "2024-06-15T17:10:00"])
            try spool.close()
        }
    }

    /// 36.4 °C, with a type of its own (ear), and without; the simulated thermometer measures somewhere on the body.
    @Test(arguments: [([0x04, 0x6C, 0x01, 0x00, 0xFF, 3], "site-ear"), ([0x00, 0x6C, 0x01, 0x00, 0xFF], "site-body")])
    func aThermometerSaysOnceWhereItMeasures(bytes: [UInt8], site: String) async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device(.thermometer)
            await device.measure(bytes)
            try await GatewayService(
                configuration: home.configuration(server: server.url),
                connector: TestConnector(device),
                logger: .silent
            ).running {
                let arrived = try await server.arrived(1)
                #expect(arrived.map(\.flags) == [[site]] && arrived.map(\.raw) == [bytes])
            }
            await server.stop()
        }
    }

    /// Bit 12 of the feature: every value has a checksum.
    @Test(arguments: [0x00_1000, 0]) func aRecordWithoutAChecksumIsNoneOfAMonitorThatProtectsItsOwn(
        bits: UInt32
    ) async throws {
        try await TestHome.with { home in
            let feature = CGMFeature(bits: bits, sample: GlucoseSample(.interstitialFluid, at: .subcutaneousTissue))
            let facts = DeviceFacts(cgmFeature: feature.encoded())
            let count = try? submissions(home, facts).count
            #expect(count == (bits == 0 ? 2 : nil))
        }
    }

    private func submissions(_ home: TestHome, _ facts: DeviceFacts) throws -> [ReadingSubmission] {
        let received = try #require(Instant("2024-06-15T08:10:30.000Z"))
        let indication = RawIndication(
            device: TestHome.scale,
            characteristic: 0x2AA7,
            bytes: Self.cgmBytes,
            receivedAt: received,
            needsConfirmation: false,
            facts: facts
        )
        return try IndicationDecoder(zone: home.zone).submissions(of: indication)
    }
}
