import EventLoops
import Logging

/// An HTTP/1.1 server on event loops.
public final class HTTPServer: Sendable {
    /// Makes a server that is not yet listening.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen and what to allow.
    ///   - group: The loops that connections are spread over; they must outlive the server.
    ///   - logger: Takes what an operator should know; never a target, a field or a body.
    ///   - renderRejection: Renders what the server itself refuses: malformed, too large, too slow, too many.
    ///   - handler: Answers everything else.
    public init(
        configuration: HTTPServerConfiguration = HTTPServerConfiguration(),
        group: EventLoopGroup,
        logger: Logger,
        renderRejection: @escaping RejectionRenderer = ServerResponse.plain,
        handler: any HTTPHandler
    ) {}

    /// Starts to listen and to answer.
    ///
    /// - Returns: The address with the actual port.
    /// - Throws: `HTTPServerError` when the address cannot be bound.
    public func start() async throws(HTTPServerError) -> SocketAddress { throw .alreadyStarted }

    /// Stops: accepts nothing more, tells streams to end, lets requests in flight finish, then closes.
    ///
    /// - Parameter grace: How long requests and streams may take before they are cut.
    public func shutdown(grace: Duration) async {}
}
