/// A value together with the place where it stands, so that what is wrong can be said with a JSON pointer.
///
/// A reader is asked for what the document must contain, `reader.required("kind").string()`, and throws the first
/// thing that does not hold. Members that are not asked for are ignored unless `allowOnly` is called.
public struct JSONReader: Sendable {
    /// The value that is read.
    public let value: JSONValue
    private let place: JSONPlace
    /// The value's place as that of its parts; nil when it has none.
    private let container: JSONPlace.Container?

    /// The value's place: a JSON pointer (RFC 6901); the document's root is the empty string.
    public var pointer: String { place.pointer }

    /// Reads a value; `pointer` is its place when it is a part of a greater document.
    public init(_ value: JSONValue, pointer: String = "") {
        self.init(value, JSONPlace(.start(pointer)))
    }

    private init(_ value: JSONValue, _ place: JSONPlace) {
        self.value = value
        self.place = place
        container = value.hasParts ? JSONPlace.Container(place) : nil
    }

    private func part(_ value: JSONValue, _ step: JSONPlace.Step) -> JSONReader {
        JSONReader(value, JSONPlace(step, in: container))
    }

    // MARK: Objects

    /// The member of that name, which must be there.
    ///
    /// - Throws: `json.missing-member`; `json.wrong-type` when the value is no object.
    public func required(_ name: String) throws(JSONReadError) -> JSONReader {
        guard let member = try object()[name] else {
            let pointer = JSONPlace(.member(name), in: container).pointer
            throw JSONReadError(pointer: pointer, code: .missing, message: "This member is missing")
        }
        return part(member, .member(name))
    }

    /// The member of that name, or nil when it is missing; null is a value, and of the wrong type for most.
    ///
    /// - Throws: `json.wrong-type` when the value is no object.
    public func optional(_ name: String) throws(JSONReadError) -> JSONReader? {
        try object()[name].map { part($0, .member(name)) }
    }

    /// All members in their order.
    ///
    /// - Throws: `json.wrong-type` when the value is no object.
    public func members() throws(JSONReadError) -> [(name: String, reader: JSONReader)] {
        try object().members.map { ($0.name, part($0.value, .member($0.name))) }
    }

    /// Refuses an object that has other members than these.
    ///
    /// - Throws: `json.unknown-member`; `json.wrong-type` when the value is no object.
    public func allowOnly(_ names: [String]) throws(JSONReadError) {
        // Most documents have their members in the order in which they are known.
        var expected = names.startIndex
        for member in try object().members {
            if expected == names.endIndex || names[expected] != member.name {
                guard let known = names.firstIndex(of: member.name) else {
                    throw JSONReadError(
                        pointer: JSONPlace(.member(member.name), in: container).pointer,
                        code: .unknownMember,
                        message: "This member is not known"
                    )
                }
                expected = known
            }
            expected += 1
        }
    }

    // MARK: Arrays

    /// The elements, whose number must be in `count`.
    ///
    /// - Throws: `json.wrong-type`, or `json.invalid-value` for another number of elements.
    public func elements(count: ClosedRange<Int> = 0...Int.max) throws(JSONReadError) -> [JSONReader] {
        guard case .array(let elements) = value else { throw wrongType("an array") }
        guard count.contains(elements.count) else {
            throw invalid("The array must have from \(count.lowerBound) to \(count.upperBound) elements")
        }
        return elements.enumerated().map { part($1, .element($0)) }
    }

    // MARK: Scalars

    /// The text.
    ///
    /// - Throws: `json.wrong-type`, or `json.invalid-value` for a text whose length in UTF-8 bytes is not in `bytes`.
    public func string(bytes: ClosedRange<Int> = 0...Int.max) throws(JSONReadError) -> String {
        guard case .string(let text) = value else { throw wrongType("a string") }
        guard bytes.contains(text.utf8.count) else {
            throw invalid("The text must have from \(bytes.lowerBound) to \(bytes.upperBound) bytes")
        }
        return text
    }

    /// The case of an enumeration whose raw value the text is.
    ///
    /// - Throws: `json.wrong-type`, or `json.invalid-value` when there is no such case.
    public func enumeration<T: RawRepresentable<String>>(_: T.Type = T.self) throws(JSONReadError) -> T {
        guard let result = T(rawValue: try string()) else { throw invalid("This value is not known") }
        return result
    }

    /// The number with its text.
    ///
    /// - Throws: `json.wrong-type`.
    public func number() throws(JSONReadError) -> JSONNumber {
        guard case .number(let number) = value else { throw wrongType("a number") }
        return number
    }

    /// The integer.
    ///
    /// - Throws: `json.wrong-type` when it is no number; `json.invalid-value` when it has a fraction or an exponent or
    ///   is not in `range`.
    public func integer(in range: ClosedRange<Int> = Int.min...Int.max) throws(JSONReadError) -> Int {
        guard let integer = try number().integer.flatMap(Int.init(exactly:)), range.contains(integer) else {
            throw invalid("The number must be an integer from \(range.lowerBound) to \(range.upperBound)")
        }
        return integer
    }

    /// The boolean.
    ///
    /// - Throws: `json.wrong-type`.
    public func bool() throws(JSONReadError) -> Bool {
        guard case .bool(let value) = value else { throw wrongType("a boolean") }
        return value
    }

    // MARK: Errors

    /// An error that says that this value is of the right type and not allowed.
    public func invalid(_ message: String) -> JSONReadError {
        JSONReadError(pointer: pointer, code: .invalidValue, message: message)
    }

    private func wrongType(_ expected: String) -> JSONReadError {
        JSONReadError(
            pointer: pointer,
            code: .wrongType,
            message: "Expected \(expected), found \(value.kindName)"
        )
    }

    private func object() throws(JSONReadError) -> JSONObject {
        guard case .object(let object) = value else { throw wrongType("an object") }
        return object
    }
}
