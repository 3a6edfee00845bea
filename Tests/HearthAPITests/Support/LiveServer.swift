import EventLoops
import HearthAPI
import Logging
import SocketHTTP

/// A running server with its tokens.
struct LiveServer {
    let address: SocketAddress
    let administrator: String
    let gateway: String

    static func with(_ body: (LiveServer) async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let handler = try APIHandler(ports: StubPorts().ports, metricsText: { "hearth_up 1\n" }, logger: logger)
        let group = try EventLoopGroup(count: 2)
        let server = HTTPServer(
            group: group,
            logger: logger,
            renderRejection: APIHandler.renderRejection,
            handler: handler
        )
        let address = try await server.start()
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(LiveServer(address: address, administrator: "administrator", gateway: "gateway"))
            )
        } catch { result = .failure(error) }
        await server.shutdown(grace: .seconds(1))
        group.stop()
        try result.get()
    }
}
