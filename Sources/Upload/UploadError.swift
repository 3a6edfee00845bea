/// Why a request could not be made or was not answered.
public struct UploadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong; the raw values are stable.
    public enum Code: String, Sendable, CaseIterable {
        /// The server's address is not a URL.
        case invalidURL = "upload.invalid-url"
        /// The address is neither https nor on this machine: a token would be readable on the way.
        case insecureURL = "upload.insecure-url"
        /// The token has characters that cannot stand in a header.
        case invalidToken = "upload.invalid-token"
        /// The certificate file, the key file or libcurl itself cannot be used as configured.
        case configuration = "upload.configuration"
        /// The server's certificate is not valid for its name, or not trusted.
        case untrustedServer = "upload.untrusted-server"
        /// No connection, or it broke.
        case network = "upload.network"
        /// The server took too long.
        case timedOut = "upload.timed-out"
        /// The answer is longer than any answer of ours.
        case answerTooLarge = "upload.answer-too-large"
        /// The caller gave up.
        case cancelled = "upload.cancelled"
        /// The server refused the enrolment code.
        case enrolmentRefused = "upload.enrolment-refused"
        /// The server gave no new token for the old one.
        case renewalRefused = "upload.renewal-refused"
        /// The answer is not what was asked for.
        case malformedAnswer = "upload.malformed-answer"
    }

    /// What went wrong.
    public let code: Code
    /// What libcurl or the server's status says of it; no address, token or content.
    public let cause: String

    /// Makes an error.
    public init(_ code: Code, cause: String = "") {
        self.code = code
        self.cause = cause
    }

    /// Safe to log.
    public var description: String { cause.isEmpty ? code.rawValue : "\(code.rawValue): \(cause)" }
}
