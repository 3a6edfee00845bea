import ATT
import EventLoops
import Foundation
import Logging
import ReadingExchange
import RecordedLog
import SimulatedDevices
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// When the gateway confirms a value to its device, and when it does not.
@Suite(.timeLimit(.minutes(2))) struct ConfirmationTests {
    /// The scale's measurement is its first characteristic, behind the declarations of the service and of itself.
    private static let valueHandle: UInt8 = 3

    @Test func atTheMomentOfTheConfirmationTheBytesAreOnDisk() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            let values = try [Weights.bytes(16_000), Weights.bytes(16_001), Weights.bytes(16_002)]
            for value in values { await device.measure(value) }
            let copies = Shared<[URL]>([])
            let connector = TestConnector(device) { _, bearer in
                WatchedBearer(bearer) { pdu in
                    if pdu.first == WatchedBearer.confirmation {
                        copies.update { $0.append(home.copyOfSpool(number: $0.count)) }
                    }
                    return .pass
                }
            }
            try await gateway(home, server, connector).running {
                await device.allConfirmed()
                _ = try await server.arrived(3)
            }
            let confirmed = copies.value
            #expect(confirmed.count == 3)
            for (copy, value) in zip(confirmed, values) {
                let path = copy.appendingPathComponent("spool.sqlite").path
                let spool = try Spool(path: path, logger: .silent)
                #expect(try await spool.undecoded(limit: 10).map(\.indication.bytes).contains(value))
                try spool.close()
            }
            await server.stop()
        }
    }

    @Test func aFullSpoolConfirmsNothingAndTheDeviceKeepsItsMeasurement() async throws {
        try await TestHome.with { home in
            try await home.fillSpool()
            let server = try await StubServer()
            let device = home.device()
            let value = try Weights.bytes(16_000)
            await device.measure(value)
            let confirmations = Shared(0)
            let connector = TestConnector(device) { _, bearer in
                WatchedBearer(bearer) { pdu in
                    if pdu.first == WatchedBearer.confirmation { confirmations.update { $0 += 1 } }
                    return .pass
                }
            }
            try await gateway(home, server, connector).running {
                // The second attempt shows that the first was given up.
                try await eventually("the gateway tries again") { connector.attemptCount >= 2 }
            }
            #expect(confirmations.value == 0)
            #expect(await device.unconfirmed == [value])
            #expect(server.requestCount == 0)
            // With room again, it is delivered.
            let roomy = SpoolLimits.leastMaximumBytes * 2
            try await gateway(home, server, connector, spoolBytes: roomy).running {
                let arrived = try await server.arrived(1)
                #expect(arrived.map(\.raw) == [value])
                await device.allConfirmed()
            }
            await server.stop()
        }
    }

    /// The value has no time stamp, so that only the spool's memory of the first delivery makes the two one.
    @Test func aValueWhoseConfirmationIsLostArrivesOnce() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            let connector = TestConnector(device) { attempt, bearer in
                WatchedBearer(bearer) { pdu in
                    attempt == 1 && pdu.first == WatchedBearer.confirmation ? .lost : .pass
                }
            }
            try await gateway(home, server, connector).running {
                await device.allConfirmed()
                await device.measure(try Weights.bytes(16_001))
                let arrived = try await server.arrived(2)
                #expect(arrived.map(\.measurement.numbers) == [["80.000"], ["80.005"]])
                #expect(connector.attemptCount == 2)
            }
            #expect(server.arrived.count == 2)
            await server.stop()
        }
    }

    @Test func aValueThatComesBeforeDiscoveryIsStoredAndConfirmedAfterIt() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            let value = try Weights.bytes(16_000)
            let sent = Shared<[UInt8]>([])
            let connector = TestConnector(device) { attempt, bearer in
                WatchedBearer(bearer, early: attempt == 1 ? [indication(of: value)] : []) { pdu in
                    sent.update { $0 += pdu.prefix(1) }
                    return .pass
                }
            }
            try await gateway(home, server, connector).running {
                let reading = try #require(try await server.arrived(1).first)
                #expect(reading.raw == value)
                #expect(reading.characteristic == 0x2A9D)
            }
            let opcodes = sent.value
            let confirmation = try #require(opcodes.firstIndex(of: WatchedBearer.confirmation))
            let discovery = try #require(opcodes.lastIndex(of: WatchedBearer.readByGroupType))
            #expect(discovery < confirmation)
            await server.stop()
        }
    }

    /// The weights have no time stamp, and may well arrive in one millisecond.
    @Test func twoEqualNotificationsAtOnceAreTwoMeasurements() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            let value = try Weights.bytes(16_000)
            let pdu = [WatchedBearer.notification, Self.valueHandle, 0] + value
            let connector = TestConnector(device) { attempt, bearer in
                WatchedBearer(bearer, early: attempt == 1 ? [pdu, pdu, pdu] : [])
            }
            try await gateway(home, server, connector).running {
                let arrived = try await server.arrived(3)
                #expect(arrived.map(\.raw) == [value, value, value])
                #expect(Set(arrived.map(\.identity)).count == 3)
            }
            await server.stop()
        }
    }

    /// The device refuses to be discovered, or has no attribute at the handle that it indicates.
    @Test(arguments: [true, false]) func aValueThatCannotBeNamedIsNotConfirmed(isDiscoveryRefused: Bool) async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            let handle: UInt8 = isDiscoveryRefused ? Self.valueHandle : 0x77
            // The answer to the first request, the exchange of the MTU: Unlikely Error.
            let refusal: [[UInt8]] = isDiscoveryRefused ? [[0x01, 0x02, 0x00, 0x00, 0x0E]] : []
            let sent = Shared<Set<UInt8>>([])
            let connector = TestConnector(device) { _, bearer in
                WatchedBearer(bearer, early: [[WatchedBearer.indication, handle, 0, 0, 0x80, 0x3E]] + refusal) { pdu in
                    sent.update { $0.formUnion(pdu.prefix(1)) }
                    return .pass
                }
            }
            try await gateway(home, server, connector).running {
                try await eventually("the gateway gives up twice") { connector.attemptCount >= 3 }
            }
            #expect(!sent.value.contains(WatchedBearer.confirmation))
            #expect(server.requestCount == 0)
            await server.stop()
        }
    }

    private func indication(of value: [UInt8]) -> [UInt8] {
        [WatchedBearer.indication, Self.valueHandle, 0] + value
    }

    private func gateway(
        _ home: TestHome,
        _ server: StubServer,
        _ connector: TestConnector,
        spoolBytes: Int = SpoolLimits.leastMaximumBytes
    ) -> GatewayService {
        GatewayService(
            configuration: home.configuration(server: server.url, spoolBytes: spoolBytes),
            connector: connector,
            logger: .silent
        )
    }
}

extension TestHome {
    /// Copies the spool's files as they are now: what a crash would leave.
    fileprivate func copyOfSpool(number: Int) -> URL {
        let copy = folder.appendingPathComponent("copy-\(number)")
        try? FileManager.default.createDirectory(at: copy, withIntermediateDirectories: false)
        for name in ["spool.sqlite", "spool.sqlite-wal"] {
            try? FileManager.default.copyItem(
                at: stateDirectory.appendingPathComponent(name),
                to: copy.appendingPathComponent(name)
            )
        }
        return copy
    }

    /// Fills the spool to its last byte with values of no known form.
    fileprivate func fillSpool() async throws {
        let spool = try spool()
        for number in UInt8.min...(.max) {
            let junk = [UInt8](repeating: number, count: number < 20 ? 50_000 : 2_000)
            do throws(SpoolError) {
                let stored = try await spool.store(
                    RawIndication(
                        device: "filler",
                        characteristic: 0,
                        bytes: junk,
                        receivedAt: .systemNow(),
                        needsConfirmation: false
                    )
                )
                try await spool.markUndecodable(stored.id, reason: "filler")
            } catch {
                guard error.code == .spoolFull else { throw error }
                if junk.count == 2_000 { return try spool.close() }
            }
        }
        throw NeverHappened(description: "the spool did not fill up")
    }
}
