/// What answers requests: a router, or one function of a test.
///
/// `respond` is called on the connection's event loop and stays there unless it hops away by itself; it must not block
/// the thread. It always answers: what goes wrong inside becomes a response with a status that says so.
public protocol HTTPHandler: Sendable {
    /// Answers one request.
    func respond(to request: ServerRequest) async -> ServerResponse
}
