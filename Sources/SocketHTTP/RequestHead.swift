import HTTPTypes

/// A checked request head and what it says about its body and its connection.
struct RequestHead: Equatable, Sendable {
    var request: HTTPRequest
    var framing: BodyFraming
    /// The client is ready for another request on this connection.
    var keepsAlive: Bool
    /// The client waits for `100 Continue` before it sends the body.
    var expectsContinue: Bool
    /// HTTP/1.0: no chunked coding in the answer.
    var isLegacy: Bool
}
