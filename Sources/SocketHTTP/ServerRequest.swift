import HTTPTypes

/// One request as a handler sees it: a parsed and checked head, and a body that is still on its way.
public struct ServerRequest: Sendable {
    /// Method, target and fields as they came; `path` includes the query.
    public let head: HTTPRequest
    /// The target's path as it came, still percent-encoded and without the query.
    public let path: String
    /// The decoded items of the query, in order.
    public let query: QueryItems
    /// The decoded segments that stand for the `{name}` parameters of the route's template.
    public internal(set) var pathParameters: [String: String] = [:]
    /// The template of the route that matched: a bounded set of names, fit for metrics and logs.
    public internal(set) var routeTemplate: String?
    /// The body, to be read at most once.
    public let body: RequestBody
    /// The other end of the connection: the reverse proxy where there is one.
    public let peer: SocketAddress
    /// When the head was complete, on a clock that never steps.
    public let receivedAt: ContinuousClock.Instant

    /// Makes a request of a head that is already checked; tests of handlers use it too.
    ///
    /// - Throws: `RequestRejection.malformedTarget` when the query does not decode to UTF-8.
    public init(
        head: HTTPRequest,
        body: RequestBody = RequestBody(),
        peer: SocketAddress = .unknown,
        receivedAt: ContinuousClock.Instant
    ) throws(RequestRejection) {
        self.head = head
        self.body = body
        self.peer = peer
        self.receivedAt = receivedAt
        let target = head.path ?? "/"
        guard let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) else {
            path = target
            query = QueryItems()
            return
        }
        path = String(target[..<mark])
        guard let query = QueryItems(decoding: target[target.utf8.index(after: mark)...]) else {
            throw .malformedTarget
        }
        self.query = query
    }

    /// The request's method.
    public var method: HTTPRequest.Method { head.method }

    /// True when the request says how its body is framed, be it empty.
    public var announcesBody: Bool {
        !body.isEmpty || fields[.contentLength] != nil || fields[.transferEncoding] != nil
    }

    /// The request's fields.
    public var fields: HTTPFields { head.headerFields }
}
