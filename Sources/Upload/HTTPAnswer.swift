import Foundation

/// What a server answered.
public struct HTTPAnswer: Sendable, Equatable {
    /// The status code.
    public let status: Int
    /// The header `Retry-After` as it was sent.
    public let retryAfter: String?
    /// The server's clock when it answered (RFC 9110 section 6.6.1), in whole seconds; nil when it did not say.
    public let serverTime: Date?
    /// The content.
    public let body: [UInt8]

    /// Makes an answer.
    public init(status: Int, retryAfter: String? = nil, serverTime: Date? = nil, body: [UInt8] = []) {
        self.status = status
        self.retryAfter = retryAfter
        self.serverTime = serverTime
        self.body = body
    }
}
