import EventLoops
import HTTPTypes
import Logging
import SocketHTTP
import Upload

/// A real HTTP server on this machine that answers with a function.
final class TestServer: Sendable {
    struct Handler: HTTPHandler {
        let answer: @Sendable (ServerRequest, [UInt8]) async -> ServerResponse

        func respond(to request: ServerRequest) async -> ServerResponse {
            guard let body = try? await request.body.collect(upTo: 4 << 20) else {
                return ServerResponse(status: .badRequest)
            }
            return await answer(request, body)
        }
    }

    let address: ServerAddress
    let port: UInt16
    private let group: EventLoopGroup
    private let server: HTTPServer

    init(
        port: UInt16 = 0,
        answer: @escaping @Sendable (ServerRequest, [UInt8]) async -> ServerResponse
    ) async throws {
        group = try EventLoopGroup(count: 1)
        var configuration = HTTPServerConfiguration()
        configuration.port = port
        server = HTTPServer(
            configuration: configuration,
            group: group,
            logger: UploadSamples.logger,
            handler: Handler(answer: answer)
        )
        self.port = try await server.start().port
        address = try ServerAddress("http://127.0.0.1:\(self.port)")
    }

    func stop() async {
        await server.shutdown(grace: .seconds(1))
        group.stop()
    }
}

extension ServerResponse {
    /// A JSON answer of a status.
    static func json(_ answer: HTTPAnswer) -> ServerResponse {
        ServerResponse(
            status: .init(code: answer.status),
            fields: [.contentType: "application/json"],
            body: .bytes(answer.body)
        )
    }
}
