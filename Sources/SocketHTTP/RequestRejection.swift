import HTTPTypes

/// Why a request is answered with an error before, or instead of, its handler's own answer.
///
/// Everything in it is fixed text, so that it can be logged and shown: nothing of the request appears in it.
public struct RequestRejection: Error, Sendable, Equatable, CustomStringConvertible {
    /// The status of the answer.
    public let status: HTTPResponse.Status
    /// A stable name for programs, for example `http.header-too-large`.
    public let code: String
    /// One sentence for people.
    public let detail: String
    /// Fields that the answer carries, for example `Allow` or `Retry-After`.
    public var fields: HTTPFields

    /// Makes a rejection; the server's own ones are static members.
    public init(status: HTTPResponse.Status, code: String, detail: String, fields: HTTPFields = [:]) {
        self.status = status
        self.code = code
        self.detail = detail
        self.fields = fields
    }

    /// Safe to log.
    public var description: String { "\(code): \(status.code): \(detail)" }

    private static func bad(_ code: String, _ detail: String) -> RequestRejection {
        RequestRejection(status: .badRequest, code: "http.\(code)", detail: detail)
    }

    /// The request line is not `method SP target SP HTTP/x.y` (RFC 9112 section 3).
    public static let malformedRequestLine = bad("malformed-request-line", "The request line is malformed.")
    /// The target has a form or a character that RFC 9112 section 3.2 does not allow.
    public static let malformedTarget = bad("malformed-target", "The request target is malformed.")
    /// A line ends with a bare LF, or holds a bare CR (RFC 9112 section 2.2).
    public static let malformedLineEnding = bad("malformed-line-ending", "A line does not end with CR LF.")
    /// A field line has no valid name, a space before its colon, a forbidden byte, or is folded (RFC 9112 section 5).
    public static let malformedField = bad("malformed-field", "A header field is malformed.")
    /// Host is missing, given twice, not a host, or another one than that of the target (RFC 9112 section 3.2).
    public static let malformedHost = bad("malformed-host", "Exactly one valid Host field is required.")
    /// Content-Length is not one plain number, or stands beside Transfer-Encoding (RFC 9112 section 6).
    public static let ambiguousLength = bad("ambiguous-length", "The length of the body is ambiguous.")
    /// A chunk's size, end or trailer is malformed (RFC 9112 section 7.1).
    public static let malformedChunk = bad("malformed-chunk", "The chunked body is malformed.")
    /// A gzip body is not one whole gzip member (RFC 1952).
    public static let malformedCoding = bad("malformed-coding", "The compressed body is malformed.")
    /// The body has another content coding than gzip (RFC 9110 section 15.5.16).
    public static let unsupportedCoding = RequestRejection(
        status: .unsupportedMediaType,
        code: "http.unsupported-coding",
        detail: "Only gzip is taken as a content coding.",
        fields: [.acceptEncoding: "gzip"]
    )
    /// The client went away before the body was complete.
    public static let incompleteBody = bad("incomplete-body", "The body ended too early.")
    /// A part of the request took longer than its limit.
    public static let timedOut = RequestRejection(
        status: .requestTimeout,
        code: "http.timed-out",
        detail: "The request took too long to arrive."
    )
    /// The operation needs a body, and nothing says how long it is (RFC 9110 section 15.5.12).
    public static let lengthRequired = RequestRejection(
        status: .lengthRequired,
        code: "http.length-required",
        detail: "A body with Content-Length or chunked is required."
    )
    /// The body is larger than the limit.
    public static let bodyTooLarge = RequestRejection(
        status: .contentTooLarge,
        code: "http.body-too-large",
        detail: "The body is too large."
    )
    /// The target is longer than the limit.
    public static let targetTooLong = RequestRejection(
        status: .uriTooLong,
        code: "http.target-too-long",
        detail: "The request target is too long."
    )
    /// An expectation other than `100-continue`.
    public static let expectationFailed = RequestRejection(
        status: .expectationFailed,
        code: "http.expectation-failed",
        detail: "Only 100-continue can be expected."
    )
    /// The fields are too many or too long together.
    public static let headerTooLarge = RequestRejection(
        status: .requestHeaderFieldsTooLarge,
        code: "http.header-too-large",
        detail: "The header is too large."
    )
    /// A method or transfer coding that this server does not know.
    public static let notImplemented = RequestRejection(
        status: .notImplemented,
        code: "http.not-implemented",
        detail: "The method or transfer coding is not known."
    )
    /// A protocol version other than HTTP/1.
    public static let versionNotSupported = RequestRejection(
        status: .httpVersionNotSupported,
        code: "http.version-not-supported",
        detail: "Only HTTP/1.1 is spoken here."
    )
    /// Nothing is found at the target.
    public static let notFound = RequestRejection(
        status: .notFound,
        code: "http.not-found",
        detail: "There is nothing at this path."
    )

    /// The path is known, but not with this method.
    public static func methodNotAllowed(allow: String) -> RequestRejection {
        RequestRejection(
            status: .methodNotAllowed,
            code: "http.method-not-allowed",
            detail: "The path has other methods.",
            fields: [.allow: allow]
        )
    }

    /// The handler did not answer in its time, and was cancelled.
    static func unanswered(retryAfterSeconds: Int) -> RequestRejection {
        RequestRejection(
            status: .serviceUnavailable,
            code: "http.unanswered",
            detail: "The answer took too long; try again later.",
            fields: [.retryAfter: String(retryAfterSeconds)]
        )
    }

    /// All connections, or as many requests or bytes of bodies as the server takes at a time, are in use.
    public static func overloaded(retryAfterSeconds: Int) -> RequestRejection {
        RequestRejection(
            status: .serviceUnavailable,
            code: "http.overloaded",
            detail: "The server is busy; try again later.",
            fields: [.retryAfter: String(retryAfterSeconds)]
        )
    }
}
