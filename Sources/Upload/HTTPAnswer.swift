/// What a server answered.
public struct HTTPAnswer: Sendable, Equatable {
    /// The status code.
    public let status: Int
    /// The header `Retry-After` as it was sent.
    public let retryAfter: String?
    /// The content.
    public let body: [UInt8]

    /// Makes an answer.
    public init(status: Int, retryAfter: String? = nil, body: [UInt8] = []) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}
