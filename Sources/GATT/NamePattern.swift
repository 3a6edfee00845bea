/// A name with gaps: `*` stands for any characters, and capital and small letters are the same.
public struct NamePattern: Hashable, Sendable {
    /// The pattern as it was written.
    public let text: String

    /// Takes a pattern.
    ///
    /// - Parameter text: A name in which `*` stands for any characters, also for none.
    public init(_ text: String) {
        self.text = text
    }

    /// Whether a name is one that is meant; a name that is not known never is.
    ///
    /// - Parameter name: The name as the device gives it.
    /// - Returns: Whether the whole name fits the pattern.
    public func matches(_ name: String?) -> Bool {
        guard let name else { return false }
        let parts = text.lowercased().split(separator: "*", omittingEmptySubsequences: false)
        var rest = name.lowercased()[...]
        guard let first = parts.first, rest.hasPrefix(first) else { return false }
        guard parts.count > 1, let last = parts.last else { return rest.count == first.count }
        rest = rest.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
