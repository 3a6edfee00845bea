import ATT
import Foundation
import Logging
import ReadingExchange
import RecordedLog
import Testing

@testable import HearthGateway

/// Handles of earlier connections, with a device of Bumble whose attributes move.
@Suite(.timeLimit(.minutes(3))) struct HandleTests {
    /// Runs a gateway at a moving cuff, twice in the same folder when `body` asks for it again.
    private func with(
        _ options: String,
        _ body: (TestHome, StubServer, BumblePeer, GatewayService) async throws -> Void
    ) async throws {
        try await TestHome.with(BumblePeer.movingDevice, options) { home, server, peer in
            try await body(home, server, peer, home.gateway(at: server))
        }
    }

    private func systolics(_ server: StubServer) -> [String] {
        // What was on its way when the gateway stopped comes again, with the same identity.
        let arrived = server.arrived.filter { $0.characteristic == 0x2A35 }.map { ($0.identity, $0.measurement) }
        return Dictionary(arrived, uniquingKeysWith: { first, _ in first }).values.compactMap(\.numbers.first)
    }

    private func arrive(_ values: [String], at server: StubServer) async throws {
        try await eventually("\(values) arrive") { systolics(server).count >= values.count }
        #expect(Set(systolics(server)) == Set(values))
        #expect(systolics(server).count == values.count)
    }

    private func discoveries(_ peer: BumblePeer) async throws -> Int {
        // What it said before it answers this has been read.
        try await peer.tell("nothing")
        return peer.lines.filter { $0 == "DISCOVERED" }.count
    }

    @Test func aGatewayThatWasStartedAgainSubscribesWithoutADiscovery() async throws {
        try await with("{}") { home, server, peer, service in
            try await peer.tell("measure 121")
            try await service.running { try await arrive(["121"], at: server) }
            try await peer.tell("measure 122")
            try await service.running { try await arrive(["121", "122"], at: server) }
            #expect(try await discoveries(peer) == 1)
            let folder = try StateDirectory(home.stateDirectory).handleFolder
            let file = folder.appendingPathComponent("\(TestHome.scale).json")
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test(arguments: ["{}", "{\"hash\": true}", "{\"changed\": true}", "{\"hash\": true, \"changed\": true}"])
    func aDeviceThatChangedBetweenTwoConnectionsIsDiscoveredAgainAndLosesNothing(options: String) async throws {
        try await with(options) { _, server, peer, service in
            try await peer.tell("measure 121")
            try await service.running {
                try await arrive(["121"], at: server)
                try await peer.tell("move")
                try await peer.tell("measure 122")
                try await eventually("the second one is confirmed") { peer.lines.contains("CONFIRMED 122") }
                try await peer.tell("break")
                try await peer.tell("measure 123")
                try await arrive(["121", "122", "123"], at: server)
                try await peer.tell("break")
                try await peer.tell("measure 124")
                try await arrive(["121", "122", "123", "124"], at: server)
            }
            #expect(try await discoveries(peer) == 2)
        }
    }

    @Test func aHashThatChangedAloneIsEnough() async throws {
        // The cuff is where it was: only the hash tells that it is another one.
        try await with("{\"hash\": true}") { home, server, peer, service in
            try await peer.tell("measure 121")
            try await service.running { try await arrive(["121"], at: server) }
            let handles = HandleCache(folder: try StateDirectory(home.stateDirectory).handleFolder, logger: .silent)
            let entry = DeviceEntry(identifier: TestHome.scale, address: .unixSeqpacket(path: home.socketPath))
            var known = try #require(handles.database(of: entry))
            #expect(known.hash?.count == 16)
            known.hash = [UInt8](repeating: 0, count: 16)
            handles.keep(known, of: entry)
            try await peer.tell("measure 122")
            try await service.running { try await arrive(["121", "122"], at: server) }
            #expect(try await discoveries(peer) == 2)
        }
    }

    @Test func servicesThatChangeDuringAConnectionAreDiscoveredInIt() async throws {
        try await with("{\"changed\": true}") { _, server, peer, service in
            try await peer.tell("measure 121")
            try await service.running {
                try await arrive(["121"], at: server)
                try await peer.tell("announce")
                try await eventually("it is subscribed to again") {
                    peer.lines.filter { $0 == "SUBSCRIBED" }.count == 2
                }
                try await peer.tell("measure 122")
                try await arrive(["121", "122"], at: server)
            }
            #expect(try await discoveries(peer) == 2)
        }
    }

    @Test(arguments: ["", "{", "{\"services\":[]}", "[1,2,3]"])
    func whatCannotBeReadCostsADiscoveryOnly(text: String) async throws {
        try await with("{}") { home, server, peer, service in
            let folder = try StateDirectory(home.stateDirectory).handleFolder
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: folder.appendingPathComponent("\(TestHome.scale).json"))
            try await peer.tell("measure 121")
            try await service.running { try await arrive(["121"], at: server) }
            #expect(try await discoveries(peer) == 1)
        }
    }
}
