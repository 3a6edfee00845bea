/// Why a text is not a JSON document that is accepted here, and at which byte.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong; the raw values are stable and may be shown to clients.
    public enum Code: String, Sendable, CaseIterable {
        /// The document has more bytes than `JSONLimits.maximumBytes`.
        case tooLarge = "json.too-large"
        /// Objects and arrays are nested deeper than `JSONLimits.maximumDepth`.
        case tooDeep = "json.too-deep"
        /// There are more values than `JSONLimits.maximumValues`; the offset is that of the first one too many.
        case tooManyValues = "json.too-many-values"
        /// A number's text is longer than `JSONLimits.maximumNumberBytes`.
        case numberTooLong = "json.number-too-long"
        /// A number is not of RFC 8259's grammar (section 6), for example `01`, `1.` or `+1`.
        case invalidNumber = "json.invalid-number"
        /// A string contains a control character that is not escaped.
        case controlCharacter = "json.control-character"
        /// A backslash is followed by something that is no escape sequence.
        case invalidEscape = "json.invalid-escape"
        /// A `\u` escape is one half of a surrogate pair without the other.
        case loneSurrogate = "json.lone-surrogate"
        /// A string is not UTF-8; the offset is that of its opening quote.
        case invalidUTF8 = "json.invalid-utf8"
        /// The document begins with a byte order mark, which RFC 8259 section 8.1 forbids to send.
        case byteOrderMark = "json.byte-order-mark"
        /// Two members of one object have the same name; readers would disagree on which one counts.
        case duplicateName = "json.duplicate-name"
        /// A byte stands where the grammar allows none of its kind.
        case unexpectedByte = "json.unexpected-byte"
        /// The document ends before its value does.
        case unexpectedEnd = "json.unexpected-end"
        /// Something follows the document's value.
        case trailingBytes = "json.trailing-bytes"
    }

    /// What is wrong.
    public let code: Code
    /// Where, counted in bytes from the start of the document.
    public let byteOffset: Int

    /// Makes an error.
    public init(code: Code, byteOffset: Int) {
        self.code = code
        self.byteOffset = byteOffset
    }

    /// Safe to log: no content of the document.
    public var description: String { "\(code.rawValue) at byte \(byteOffset)" }
}
