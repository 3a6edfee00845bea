/// Why a document is not what its reader expects, and where.
public struct JSONReadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong; the raw values are stable and may be shown to clients.
    public enum Code: String, Sendable, CaseIterable {
        /// A member that must be there is not.
        case missing = "json.missing-member"
        /// A value is of another type than expected.
        case wrongType = "json.wrong-type"
        /// A value is of the right type and not allowed: out of range, unknown, malformed.
        case invalidValue = "json.invalid-value"
        /// A member is there that the document does not know.
        case unknownMember = "json.unknown-member"
    }

    /// Where: a JSON pointer (RFC 6901) from the document's root; it may contain names that the sender chose.
    public let pointer: String
    /// What is wrong.
    public let code: Code
    /// What was expected, in a sentence; nothing of what the sender wrote.
    public let message: String

    /// Makes an error.
    public init(pointer: String, code: Code, message: String) {
        self.pointer = pointer
        self.code = code
        self.message = message
    }

    /// Safe to log: the pointer is left out, since the sender may have chosen a part of it.
    public var description: String { "\(code.rawValue): \(message)" }
}
