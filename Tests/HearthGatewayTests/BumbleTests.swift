import HearthGateway
import Logging
import ReadingExchange
import RecordedLog
import Spool
import Testing

/// The whole gateway against Bumble, which shares no code with Hearth.
@Suite(.timeLimit(.minutes(2))) struct BumbleTests {
    /// Bumble refuses to be subscribed to its temperature while the link is not encrypted; the rest arrives all the
    /// same.
    @Test func everyMeasurementOfBumbleArrivesOnce() async throws {
        try await TestHome.with { home in
            let server = try await StubServer()
            let peer = try await BumblePeer(path: home.socketPath)
            defer { peer.end() }
            let service = GatewayService(configuration: home.configuration(server: server.url), logger: .silent)
            try await service.running {
                let arrived = try await server.arrived(8)
                let pressures = arrived.filter { $0.characteristic == 0x2A35 }.map(\.measurement.numbers)
                let rates = arrived.filter { $0.characteristic == 0x2A37 }.map(\.measurement.numbers)
                #expect(
                    Set(pressures) == [
                        ["120", "80", "not-a-number"], ["135", "85", "not-a-number"], ["142", "91", "not-a-number"],
                    ]
                )
                #expect(Set(rates) == [["61"], ["62"], ["63"], ["64"], ["65"]])
                try await eventually("Bumble has all its confirmations") {
                    peer.lines.filter { $0.hasPrefix("CONFIRMED") }.count == 3
                }
                #expect(try await home.spoolStatus().undecodableCount == 0)
            }
            #expect(server.arrived.count == 8)
            #expect(!peer.lines.contains { $0.hasPrefix("TIMEOUT") })
            await server.stop()
        }
    }
}
