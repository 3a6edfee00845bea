extension JSONParser {
    /// A number of RFC 8259 section 6: `[-] (0 | 1-9 digits) [. digits] [(e|E) [+|-] digits]`.
    ///
    /// The text ends at the first byte that cannot belong to any number; it is measured before it is looked at, and
    /// never further than the limit, so that a number of a billion digits costs no more than one of 64.
    mutating func number() throws(JSONError) -> JSONNumber {
        let start = offset
        var end = offset
        while end < bytes.count, Self.isPartOfNumber(bytes[end]) {
            end += 1
            guard end - start <= limits.maximumNumberBytes else { throw error(.numberTooLong, at: start) }
        }
        if bytes[safe: offset, before: end] == UInt8(ascii: "-") { advance() }
        if bytes[safe: offset, before: end] == UInt8(ascii: "0") {
            advance()
        } else {
            try digits(before: end)
        }
        if bytes[safe: offset, before: end] == UInt8(ascii: ".") {
            advance()
            try digits(before: end)
        }
        if let letter = bytes[safe: offset, before: end], letter | 0x20 == UInt8(ascii: "e") {
            advance()
            if let sign = bytes[safe: offset, before: end], sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                advance()
            }
            try digits(before: end)
        }
        guard offset == end else { throw error(.invalidNumber) }
        return JSONNumber(knownValid: String(decoding: bytes[start..<end], as: UTF8.self))
    }

    /// One digit or more.
    private mutating func digits(before end: Int) throws(JSONError) {
        let start = offset
        while let byte = bytes[safe: offset, before: end], (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            advance()
        }
        guard offset > start else { throw error(offset == bytes.count ? .unexpectedEnd : .invalidNumber) }
    }

    private static func isPartOfNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}

extension [UInt8] {
    fileprivate subscript(safe index: Int, before end: Int) -> UInt8? { index < end ? self[index] : nil }
}
