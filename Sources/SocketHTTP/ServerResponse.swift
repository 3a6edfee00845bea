import HTTPTypes

/// What a handler answers.
///
/// `Content-Length`, `Transfer-Encoding`, `Connection` and `Date` are the server's to write: such fields are ignored.
public struct ServerResponse: Sendable {
    /// The body of a response.
    public enum Body: Sendable {
        /// No body; the length is announced as 0 where the status may have one.
        case none
        /// A body of known length.
        case bytes([UInt8])
        /// A body that is written while it arises, in chunks. The response ends when the function returns; when it
        /// throws, the connection is cut, so that the client sees that something is missing. Its task is cancelled
        /// when the client goes away.
        case stream(@Sendable (StreamWriter) async throws -> Void)
    }

    /// The status.
    public var status: HTTPResponse.Status
    /// The fields, without those that the server writes.
    public var fields: HTTPFields
    /// The body.
    public var body: Body
    /// A body in memory may be sent in gzip to a client that takes it.
    ///
    /// Off unless the handler says so: a secret must not be compressed together with what an attacker may choose, since
    /// the length would tell about it (BREACH).
    public var mayBeCompressed = false

    /// Makes a response.
    public init(status: HTTPResponse.Status, fields: HTTPFields = [:], body: Body = .none) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A response of a text.
    public static func text(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        contentType: String = "text/plain; charset=utf-8"
    ) -> ServerResponse {
        ServerResponse(status: status, fields: [.contentType: contentType], body: .bytes(Array(text.utf8)))
    }

    /// A stream of server-sent events, which no cache may keep.
    public static func events(_ produce: @escaping @Sendable (StreamWriter) async throws -> Void) -> ServerResponse {
        let fields: HTTPFields = [.contentType: "text/event-stream", .cacheControl: "no-store"]
        return ServerResponse(status: .ok, fields: fields, body: .stream(produce))
    }
}
