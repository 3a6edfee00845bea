/// A JSON value: numbers keep their text and objects the order of their members.
public enum JSONValue: Sendable, Hashable {
    /// Names with values.
    case object(JSONObject)
    /// Values in order.
    case array([JSONValue])
    /// Text.
    case string(String)
    /// A number, exact.
    case number(JSONNumber)
    /// True or false.
    case bool(Bool)
    /// Nothing.
    case null

    /// Parses a document: RFC 8259, strictly, within limits.
    ///
    /// - Throws: `JSONError` with a code and the byte at which the document is wrong.
    public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
        var parser = JSONParser(bytes: bytes, limits: limits)
        self = try parser.document()
    }

    /// Whether it is made of other values.
    var hasParts: Bool {
        switch self {
        case .object, .array: true
        case .string, .number, .bool, .null: false
        }
    }

    /// What kind of value it is, for messages.
    var kindName: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a string"
        case .number: "a number"
        case .bool: "a boolean"
        case .null: "null"
        }
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// An object of a literal, whose names must differ.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(JSONObject(literal: elements))
    }

    /// An array of a literal.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// A string of a literal.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A number of an integer literal; there is none of a floating point literal, which would not be exact.
    public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }
    /// A boolean of a literal.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// Null of the literal `nil`.
    public init(nilLiteral: ()) { self = .null }
}
