/// A cursor over a document's bytes that turns them into values, one grammar rule of RFC 8259 per function.
///
/// It recurses once per nesting level, which `JSONLimits.maximumDepth` bounds, and looks at each byte a constant
/// number of times.
struct JSONParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    private(set) var offset = 0
    private var valueCount = 0
    /// The members of the object before at each depth: those of an array mostly have the same names.
    private var shapes: [[JSONObject.Member]]

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
        shapes = Array(repeating: [], count: limits.maximumDepth + 1)
    }

    mutating func document() throws(JSONError) -> JSONValue {
        guard bytes.count <= limits.maximumBytes else { throw error(.tooLarge, at: limits.maximumBytes) }
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { throw error(.byteOrderMark) }
        let value = try value(depth: 0)
        skipWhitespace()
        guard offset == bytes.count else { throw error(.trailingBytes) }
        return value
    }

    func error(_ code: JSONError.Code, at position: Int? = nil) -> JSONError {
        JSONError(code: code, byteOffset: position ?? offset)
    }

    // MARK: Bytes

    /// The next byte, which must be there.
    func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    /// Moves past bytes that the caller has looked at.
    mutating func advance(by count: Int = 1) {
        offset += count
    }

    private mutating func skipWhitespace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    /// Moves past white space and tells whether `byte` follows, in which case it is consumed.
    private mutating func consume(_ byte: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        guard try peek() == byte else { return false }
        offset += 1
        return true
    }

    // MARK: Values

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        skipWhitespace()
        valueCount += 1
        guard valueCount <= limits.maximumValues else { throw error(.tooManyValues) }
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error(.unexpectedByte)
        }
    }

    private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw error(.unexpectedByte) }
            offset += 1
        }
        return value
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        guard depth <= limits.maximumDepth else { throw error(.tooDeep) }
        offset += 1
        var elements: [JSONValue] = []
        if try consume(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            if try consume(UInt8(ascii: "]")) { return elements }
            guard try consume(UInt8(ascii: ",")) else { throw error(.unexpectedByte) }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth <= limits.maximumDepth else { throw error(.tooDeep) }
        offset += 1
        var members = MemberList(like: shapes[depth])
        if try consume(UInt8(ascii: "}")) { return JSONObject(distinct: []) }
        while true {
            skipWhitespace()
            let nameOffset = offset
            guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedByte) }
            let name: String
            if let expected = members.expectedName, take(expected) {
                name = expected
            } else {
                name = try string()
                guard members.accept(name) else { throw error(.duplicateName, at: nameOffset) }
            }
            guard try consume(UInt8(ascii: ":")) else { throw error(.unexpectedByte) }
            members.append(name, try value(depth: depth))
            if try consume(UInt8(ascii: "}")) {
                shapes[depth] = members.members
                return JSONObject(distinct: members.members)
            }
            guard try consume(UInt8(ascii: ",")) else { throw error(.unexpectedByte) }
        }
    }
}
