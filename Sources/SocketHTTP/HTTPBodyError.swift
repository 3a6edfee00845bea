/// Why a request's body could not be read to its end, and how to answer (`rejection`).
public enum HTTPBodyError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The body is larger than the reader or the server allows; the limit in bytes.
    case tooLarge(limitBytes: Int)
    /// All requests together hold as much as they may; when to try again, in seconds.
    case overloaded(retryAfterSeconds: Int)
    /// The body took longer than the configured time.
    case timedOut
    /// The client went away, or the connection was closed, before the end.
    case incomplete
    /// The chunked coding is broken.
    case malformed
    /// The gzip coding is broken, does not end, or has something after it.
    case malformedCoding
    /// The body was read to its end before, or the request is already answered.
    case consumed

    /// The answer that fits.
    public var rejection: RequestRejection {
        switch self {
        case .tooLarge: .bodyTooLarge
        case .overloaded(let seconds): .overloaded(retryAfterSeconds: seconds)
        case .timedOut: .timedOut
        case .malformed: .malformedChunk
        case .malformedCoding: .malformedCoding
        case .incomplete, .consumed: .incompleteBody
        }
    }

    /// Safe to log.
    public var description: String {
        switch self {
        case .tooLarge(let limit): "http-body.too-large: more than \(limit) bytes"
        case .overloaded: "http-body.overloaded"
        case .timedOut: "http-body.timed-out"
        case .incomplete: "http-body.incomplete"
        case .malformed: "http-body.malformed"
        case .malformedCoding: "http-body.malformed-coding"
        case .consumed: "http-body.consumed"
        }
    }
}
