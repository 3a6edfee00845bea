import ATT
import EventLoops
import Foundation
import HearthGateway
import Logging
import ReadingExchange
import RecordedLog
import SimulatedDevices
import Spool
import Testing

/// How the gateway keeps its devices connected, and how it stops.
@Suite(.timeLimit(.minutes(2))) struct ConnectionTests {
    @Test func aDeviceThatWasOffIsSubscribedAtOnceWithTheHandlesOfBefore() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            let sent = Shared<[Int: Set<UInt8>]>([:])
            let first = Shared<WatchedBearer?>(nil)
            let connector = TestConnector(device) { attempt, bearer throws(ATTError) in
                // Off for a moment after the first connection.
                if attempt == 2 {
                    bearer.close()
                    throw .peerClosed
                }
                let watched = WatchedBearer(bearer) { pdu in
                    sent.update { $0[attempt, default: []].formUnion(pdu.prefix(1)) }
                    return .pass
                }
                if attempt == 1 { first.update { $0 = watched } }
                return watched
            }
            try await gateway(home, server, connector).running {
                _ = try await server.arrived(1)
                let bearer = try #require(first.value)
                await Task(executorPreference: bearer.loop) { bearer.close() }.value
                await device.measure(try Weights.bytes(16_001))
                #expect(try await server.arrived(2).count == 2)
            }
            let opcodes = sent.value
            #expect(opcodes[1]?.contains(WatchedBearer.readByGroupType) == true)
            #expect(opcodes[3]?.contains(WatchedBearer.readByGroupType) == false)
            await server.stop()
        }
    }

    @Test func aDeviceThatAnswersNothingUntilItsValueIsConfirmedIsRead() async throws {
        try await TestHome.with(BumblePeer.movingDevice, "{\"stubborn\": true}") { home, server, peer in
            try await peer.tell("measure 121")
            try await home.gateway(at: server).running {
                _ = try await server.arrived(1)
                try await eventually("it is confirmed") { peer.lines.contains("CONFIRMED 121") }
            }
        }
    }

    @Test func oneDeviceThatIsAwayDoesNotHoldUpAnother() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            let connector = TestConnector { _, entry, loop in
                guard entry.identifier == TestHome.scale else { throw ATTError.peerClosed }
                return try await device.connect(gatewayLoop: loop)
            }
            let configuration = home.configuration(server: server.url, devices: ["E8:07:01:02:03:FF", TestHome.scale])
            let service = GatewayService(configuration: configuration, connector: connector, logger: .silent)
            try await service.running {
                let arrived = try await server.arrived(1)
                #expect(arrived.map(\.device) == [TestHome.scale])
            }
            await server.stop()
        }
    }

    /// With a device connected and an upload on its way that nobody answers.
    @Test func stoppingIsPromptAndClosesEverything() async throws {
        try await TestHome.with { home in
            let server = try await StubServer(.silence)
            let device = home.device()
            await device.measure(try Weights.bytes(16_000))
            let bearer = Shared<WatchedBearer?>(nil)
            let connector = TestConnector(device) { _, inner in
                let watched = WatchedBearer(inner)
                bearer.update { $0 = watched }
                return watched
            }
            let service = gateway(home, server, connector)
            let run = Task { try await service.run() }
            try await eventually("an upload is on its way") { server.requestCount == 1 }
            let start = ContinuousClock.now
            run.cancel()
            try await run.value
            // libcurl looks once a second whether it is still wanted.
            #expect(start.duration(to: .now) < .seconds(10))
            #expect(bearer.value?.isClosed == true)
            #expect(try openFiles(below: home.stateDirectory) == [])
            #expect(try await home.spoolStatus().pendingCount == 1)
            await server.stop()
        }
    }

    private func gateway(_ home: TestHome, _ server: StubServer, _ connector: TestConnector) -> GatewayService {
        GatewayService(
            configuration: home.configuration(server: server.url),
            connector: connector,
            logger: .silent
        )
    }

    private func openFiles(below folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
            .compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)") }
            .filter { $0.hasPrefix(folder.path) }
    }
}
