import EventLoops
import HTTPTypes
import Logging
import SocketHTTP

/// A handler made of a function.
struct FunctionHandler: HTTPHandler {
    let function: @Sendable (ServerRequest) async -> ServerResponse

    func respond(to request: ServerRequest) async -> ServerResponse { await function(request) }
}

/// Runs a server while `body` talks to it; gives `body` the server's address and the server.
///
/// `body` has a thread of its own, since the test client blocks.
func withServer(
    _ configuration: HTTPServerConfiguration = HTTPServerConfiguration(),
    loops: Int = 2,
    grace: Duration = .seconds(5),
    handler: @escaping @Sendable (ServerRequest) async -> ServerResponse,
    _ body: (SocketAddress, HTTPServer) async throws -> Void
) async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let group = try EventLoopGroup(count: loops, name: "test")
    let server = HTTPServer(
        configuration: configuration,
        group: group,
        logger: logger,
        handler: FunctionHandler(function: handler)
    )
    let client = try EventLoop(name: "client")
    defer {
        client.stop()
        group.stop()
    }
    let address = try await server.start()
    do {
        try await withTaskExecutorPreference(client) { try await body(address, server) }
    } catch {
        await server.shutdown(grace: .zero)
        throw error
    }
    await server.shutdown(grace: grace)
}

/// Answers with the request's body, or with why there is none.
@Sendable func echo(_ request: ServerRequest) async -> ServerResponse {
    await collect(request, limitBytes: 10_000_000)
}

/// Answers with the request's body up to a limit, or with why there is none.
func collect(_ request: ServerRequest, limitBytes: Int) async -> ServerResponse {
    do {
        return ServerResponse(status: .ok, body: .bytes(try await request.body.collect(upTo: limitBytes)))
    } catch {
        return .text(error.description, status: error.rejection.status)
    }
}

/// Answers with the request's path.
@Sendable func tellPath(_ request: ServerRequest) async -> ServerResponse { .text(request.path) }
