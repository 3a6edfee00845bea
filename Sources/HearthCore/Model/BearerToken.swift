/// A secret that is shown once, when it is issued: only its hash is kept.
///
/// It prints as a placeholder, so that it reaches a log by no accident.
public struct BearerToken: Hashable, Sendable, CustomStringConvertible {
    /// The text that goes into the `Authorization: Bearer` header.
    public let text: String

    /// Wraps the text of a token.
    public init(_ text: String) {
        self.text = text
    }

    /// A placeholder; never the secret.
    public var description: String { "<token>" }
}
