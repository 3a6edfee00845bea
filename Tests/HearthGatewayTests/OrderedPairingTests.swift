import Alerting
import BlueZ
import ExactJSON
import Foundation
import ModelledKernel
import RecordedLog
import Testing
import Upload
import Vitals

@testable import HearthGateway

/// Pairing by the server's order, at a modelled kernel.
@Suite(.timeLimit(.minutes(2))) struct OrderedPairingTests {
    private static let address = "F0:F1:F2:F3:F4:00"
    private static let cuff = ModelledDevice(0xF0F1_F2F3_F400, name: "Cuff", passkey: 399_585)
    private static let paired: JSONValue = ["outcome": "paired", "authenticated": true]

    private func order(passkey: UInt32? = 399_585, hours: Int64 = 1) -> PairingTask {
        let expiresAt = Instant.systemNow().adding(seconds: hours * 3_600)
        return PairingTask(id: UUID(), device: Self.address, passkey: passkey, expiresAt: expiresAt)
    }

    private func path(_ order: PairingTask) -> String {
        "/v1/gateways/self/pairings/\(order.id.uuidString.lowercased())/outcome"
    }

    /// Runs ordered pairings while the body runs.
    private func with(
        _ devices: [ModelledDevice] = [],
        bonds: BondBook = BondBook(),
        _ body: (PairingHome, OrderedPairings, RecordingTransport) async throws -> Void
    ) async throws {
        try await PairingHome.with(devices, bonds: bonds) { home in
            let server = RecordingTransport()
            let pairings = OrderedPairings(
                adapter: home.adapter,
                desk: home.desk,
                transport: server,
                credential: { try BearerCredential("token") },
                now: { .systemNow() },
                pause: .milliseconds(1),
                logger: .silent
            )
            let running = Task { await pairings.run() }
            try await eventually("it listens") { await pairings.isListening }
            let result: Result<Void, any Error>
            do {
                result = .success(try await body(home, pairings, server))
            } catch {
                result = .failure(error)
            }
            running.cancel()
            await running.value
            try result.get()
        }
    }

    @Test func aDeviceThatShowsUpLaterIsPairedWithThePasskeyOfTheOrder() async throws {
        try await with { home, pairings, server in
            let order = order()
            await pairings.take([order])
            #expect(server.posts.isEmpty)
            home.modelled.add(Self.cuff)
            try await eventually("the server is told") { !server.posts.isEmpty }
            #expect(server.posts.map(\.path) == [path(order)])
            #expect(server.posts.first?.body == Self.paired)
            #expect(try home.bonds.map(\.peer.description) == [Self.address])
            try await eventually("it is read") { home.attempts.value.contains(Self.address) }
        }
    }

    @Test func aDeviceWithoutADisplayIsPairedByAnOrderWithoutAPasskey() async throws {
        let plain = ModelledDevice(0xF0F1_F2F3_F400, name: "Cuff")
        try await with([plain]) { home, pairings, server in
            await pairings.take([order(passkey: nil)])
            try await eventually("the server is told") { !server.posts.isEmpty }
            #expect(server.posts.first?.body == ["outcome": "paired", "authenticated": false])
            let asked = try #require(home.modelled.kernel.all.first { $0.opcode == ModelledAdapter.Opcode.pair })
            #expect(asked.parameters.last == PairingCapability.none.rawValue)
        }
    }

    @Test func aDeviceThatRefusesIsGivenUpAfterSomeAttempts() async throws {
        try await with([Self.cuff]) { home, pairings, server in
            await pairings.take([order(passkey: 1)])
            try await eventually("the server is told") {
                home.modelled.show(Self.cuff)
                return !server.posts.isEmpty
            }
            #expect(server.posts.first?.body == ["outcome": "failed", "reason": "pairing.refused"])
            let attempts = home.modelled.kernel.seen.filter { $0 == ModelledAdapter.Opcode.pair }
            #expect(attempts.count == OrderedPairings.maximumRefusals)
            #expect(try home.bonds.isEmpty)
        }
    }

    @Test func aDeviceWhoseBondHoldsCountsAsPaired() async throws {
        let bond = try Bond.sample(of: Self.address)
        try await with([Self.cuff], bonds: BondBook([bond])) { home, pairings, server in
            await pairings.take([order()])
            #expect(server.posts.first?.body == ["outcome": "paired", "authenticated": false])
            #expect(!home.modelled.kernel.seen.contains(ModelledAdapter.Opcode.pair))
        }
    }

    @Test func anOrderThatIsWithdrawnOrOverIsNotCarriedOut() async throws {
        try await with { home, pairings, server in
            await pairings.take([order()])
            await pairings.take([])
            home.modelled.add(Self.cuff)
            home.modelled.show(Self.cuff)
            await pairings.take([order(hours: -1)])
            try await eventually("the order that is over is looked at") {
                home.modelled.kernel.seen.filter { $0 == ModelledAdapter.Opcode.addDevice }.count >= 4
            }
            home.modelled.show(Self.cuff)
            // What comes behind it in the same line has been handled once this device is paired.
            let other = ModelledDevice(0xF0F1_F2F3_F401, name: "Other")
            let expiresAt = Instant.systemNow().adding(seconds: 3_600)
            await pairings.take([
                order(hours: -1),
                PairingTask(id: UUID(), device: "F0:F1:F2:F3:F4:01", passkey: nil, expiresAt: expiresAt),
            ])
            home.modelled.add(other)
            try await eventually("the other one is paired") { !server.posts.isEmpty }
            #expect(try home.bonds.map(\.peer.description) == ["F0:F1:F2:F3:F4:01"])
        }
    }

    @Test func whatTheServerDidNotHearIsToldAgain() async throws {
        try await with([Self.cuff]) { _, pairings, server in
            server.answer(503)
            let order = order()
            await pairings.take([order])
            try await eventually("it is tried") { !server.posts.isEmpty }
            server.answer(200)
            // The server still has the order, since nobody has told it.
            await pairings.take([order])
            #expect(server.posts.map(\.path) == [path(order), path(order)])
            await pairings.take([])
            #expect(server.posts.count == 2)
        }
    }
}
