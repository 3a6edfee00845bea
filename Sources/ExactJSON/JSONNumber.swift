/// A JSON number as it is written, digit for digit.
///
/// `2.00` and `2.0` are different measurements of the same quantity, and no binary floating point number is `36.6`;
/// so the text is kept and whoever needs a value reads it exactly. Two numbers are equal when their texts are.
public struct JSONNumber: Sendable, Hashable, CustomStringConvertible {
    /// The number's text, of the grammar of RFC 8259 section 6.
    public let text: String

    /// Takes a text that must be a JSON number.
    ///
    /// - Throws: `JSONError`, mostly with the code `json.invalid-number` or `json.number-too-long`.
    public init(_ text: String, limits: JSONLimits = .standard) throws(JSONError) {
        let bytes = Array(text.utf8)
        var parser = JSONParser(bytes: bytes, limits: limits)
        let number = try parser.number()
        guard parser.offset == bytes.count else {
            throw JSONError(code: .invalidNumber, byteOffset: parser.offset)
        }
        self = number
    }

    /// The number of an integer.
    public init(_ integer: some BinaryInteger) {
        text = String(integer)
    }

    /// Takes a text that the caller knows to be a JSON number, such as an exact decimal's description.
    package init(knownValid text: String) {
        self.text = text
    }

    /// The integer, or nil when the number has a fraction or an exponent or does not fit.
    public var integer: Int64? { Int64(text) }

    /// The number's text.
    public var description: String { text }
}
