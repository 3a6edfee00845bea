import ExactJSON
import HTTPTypes
import HearthAPI
import Logging
import RecordedLog
import SocketHTTP
import Testing

/// Requests as a client writes them and answers as it reads them, without a socket between.
struct Wire {
    let handler: APIHandler
    /// The stubs behind the routes, where there are stubs.
    var stubs: StubPorts?

    /// The API over stubs.
    init(configuration: APIConfiguration = APIConfiguration(), hasRoom: Bool = true) throws {
        let stubs = StubPorts(hasRoom: hasRoom)
        handler = try APIHandler(
            ports: stubs.ports,
            configuration: configuration,
            metricsText: { "hearth_up 1\n" },
            logger: .silent
        )
        self.stubs = stubs
    }

    /// Sends a request; a body is JSON unless another content type is given.
    func send(
        _ method: HTTPRequest.Method,
        _ target: String,
        token: String? = nil,
        _ body: String? = nil,
        contentType: String? = "application/json",
        fields: HTTPFields = [:],
        peer: SocketAddress = SocketAddress(host: "192.0.2.1", port: 4711)
    ) async throws -> Answer {
        var head = HTTPRequest(method: method, scheme: "http", authority: "localhost", path: target)
        head.headerFields = fields
        if let token { head.headerFields[.authorization] = "Bearer \(token)" }
        if body != nil { head.headerFields[.contentType] = contentType }
        let request = try ServerRequest(
            head: head,
            body: RequestBody(Array((body ?? "").utf8)),
            peer: peer,
            receivedAt: .now
        )
        return try Answer(await handler.respond(to: request))
    }
}
