extension JSONParser {
    /// Moves past a string if it is this one, written without escapes; the cursor is at its opening quote.
    mutating func take(_ expected: String) -> Bool {
        let start = offset + 1
        let end = start + expected.utf8.count
        guard end < bytes.count, bytes[end] == UInt8(ascii: "\"") else { return false }
        var index = start
        for byte in expected.utf8 {
            guard bytes[index] == byte, !Self.isSpecial(byte) else { return false }
            index += 1
        }
        advance(by: end + 1 - offset)
        return true
    }

    /// A string of RFC 8259 section 7; the cursor is at its opening quote.
    mutating func string() throws(JSONError) -> String {
        let start = offset
        advance()
        var unescaped: [UInt8] = []
        var runStart = offset
        var isASCII = true
        while true {
            if !advanceInString() { isASCII = false }
            switch try peek() {
            case UInt8(ascii: "\""):
                let text =
                    isASCII && unescaped.isEmpty
                    ? String(decoding: bytes[runStart..<offset], as: UTF8.self)
                    : try text(of: unescaped, and: runStart..<offset, openingQuote: start)
                advance()
                return text
            case UInt8(ascii: "\\"):
                unescaped += bytes[runStart..<offset]
                try escape(into: &unescaped)
                runStart = offset
            default: throw error(.controlCharacter)
            }
        }
    }

    /// Moves to the next byte that is more than a part of a text, or to the end; true when what it passed is ASCII.
    private mutating func advanceInString() -> Bool {
        var end = offset
        var union: UInt8 = 0
        while end < bytes.count, !Self.isSpecial(bytes[end]) {
            union |= bytes[end]
            end += 1
        }
        advance(by: end - offset)
        return union < 0x80
    }

    /// Whether a byte of a string is more than a part of its text.
    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
    }

    private func text(
        of unescaped: [UInt8],
        and run: Range<Int>,
        openingQuote: Int
    ) throws(JSONError) -> String {
        let text =
            unescaped.isEmpty
            ? String(validating: bytes[run], as: UTF8.self)
            : String(validating: unescaped + bytes[run], as: UTF8.self)
        guard let text else { throw error(.invalidUTF8, at: openingQuote) }
        return text
    }

    private mutating func escape(into output: inout [UInt8]) throws(JSONError) {
        let start = offset
        advance()
        let letter = try peek()
        advance()
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(letter)
        case UInt8(ascii: "b"): output.append(0x08)
        case UInt8(ascii: "f"): output.append(0x0C)
        case UInt8(ascii: "n"): output.append(0x0A)
        case UInt8(ascii: "r"): output.append(0x0D)
        case UInt8(ascii: "t"): output.append(0x09)
        case UInt8(ascii: "u"): output += String(try scalar(escapeAt: start)).utf8
        default: throw error(.invalidEscape, at: start)
        }
    }

    /// The scalar of `\uXXXX`, or of the two such escapes that a surrogate pair is; the cursor is behind the `u`.
    private mutating func scalar(escapeAt start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit(escapeAt: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard UTF16.isLeadSurrogate(first), try peek() == UInt8(ascii: "\\") else {
            throw error(.loneSurrogate, at: start)
        }
        advance()
        guard try peek() == UInt8(ascii: "u") else { throw error(.loneSurrogate, at: start) }
        advance()
        let second = try codeUnit(escapeAt: start)
        guard UTF16.isTrailSurrogate(second) else { throw error(.loneSurrogate, at: start) }
        let value = 0x10000 + (UInt32(first & 0x3FF) << 10) + UInt32(second & 0x3FF)
        guard let scalar = Unicode.Scalar(value) else { throw error(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func codeUnit(escapeAt start: Int) throws(JSONError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Self.hexDigit(try peek()) else { throw error(.invalidEscape, at: start) }
            unit = unit << 4 | UInt16(digit)
            advance()
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
