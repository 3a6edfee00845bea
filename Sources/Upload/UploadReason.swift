/// Why the uploader does what it does next; the raw values are stable, for logs and status.
public enum UploadReason: String, Sendable, CaseIterable {
    /// The server answered for every item.
    case answered
    /// The server refused the request as a whole (400, 413, 422): one of its items, or its size, is to blame.
    case requestRefused = "request-refused"
    /// The token is not valid (401): the gateway must be enrolled again.
    case credentialRejected = "credential-rejected"
    /// The token was revoked, or is not one of a gateway (403).
    case credentialRevoked = "credential-revoked"
    /// The server is in a state in which it cannot take the request now (409).
    case conflict
    /// The server asks for fewer requests (429).
    case tooManyRequests = "too-many-requests"
    /// The server failed (500): it may be the server, or one item that it cannot take.
    case serverFault = "server-fault"
    /// The server cannot answer now (every other 5xx).
    case serverUnavailable = "server-unavailable"
    /// The status is none that the API gives: the address may be that of something else.
    case unexpectedStatus = "unexpected-status"
    /// The answer does not have one valid result for each item.
    case malformedAnswer = "malformed-answer"
    /// There was no answer.
    case notReached = "not-reached"
    /// The server's certificate is not trusted, or the client's files cannot be used: somebody must look.
    case misconfigured
    /// The spool failed.
    case queueFailed = "queue-failed"
}
