import Vitals

/// A code that turns a registered gateway into one that may upload: valid once and for a short time.
public struct EnrolmentCode: Hashable, Sendable, CustomStringConvertible {
    /// The text that is given to the gateway.
    public let text: String
    /// When it stops being valid, on the database's clock.
    public let expiresAt: Instant

    /// Makes the value; the store does.
    public init(text: String, expiresAt: Instant) {
        self.text = text
        self.expiresAt = expiresAt
    }

    /// A placeholder; never the secret.
    public var description: String { "<enrolment code>" }
}
