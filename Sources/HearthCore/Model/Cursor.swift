/// Where a list goes on: text that only the store can read, and that a client hands back as it got it.
public struct Cursor: Hashable, Sendable, CustomStringConvertible {
    /// The text, safe in a URL.
    public let text: String

    /// Wraps the text; the store checks it when it is used and throws `CoreError.invalid`.
    public init(_ text: String) {
        self.text = text
    }

    /// The text.
    public var description: String { text }
}
