import Foundation
import RecordedLog
import Spool
import Testing

@testable import HearthGateway

extension TestHome {
    /// Runs a body in a home with a server and a device that Bumble plays, one of the scripts of `BumblePeer`; nothing
    /// may be left that nobody can decode.
    static func with(
        _ script: String,
        _ options: String,
        _ body: (TestHome, StubServer, BumblePeer) async throws -> Void
    ) async throws {
        try await with { home in
            let server = try await StubServer()
            let peer = try await BumblePeer(path: home.socketPath, script: script, options: options)
            defer { peer.end() }
            try await body(home, server, peer)
            #expect(try await home.spoolStatus().undecodableCount == 0)
            await server.stop()
        }
    }

    /// A gateway of this home, its configuration changed.
    func gateway(at server: StubServer, _ change: (inout GatewayConfiguration) -> Void = { _ in }) -> GatewayService {
        var configuration = configuration(server: server.url)
        change(&configuration)
        return GatewayService(configuration: configuration, logger: .silent)
    }
}
