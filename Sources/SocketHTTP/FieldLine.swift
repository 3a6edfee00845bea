import HTTPTypes

/// One field line, checked as RFC 9112 section 5 has it.
struct FieldLine {
    let field: HTTPField

    /// Reads the line without its CR LF.
    init(_ line: UnsafeRawBufferPointer) throws(RequestRejection) {
        // A fold starts with white space, a name with a space before its colon ends with it: neither is a token.
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
            let name = HTTPField.Name(String(decoding: line[..<colon], as: UTF8.self))
        else { throw .malformedField }
        var start = colon + 1
        var end = line.count
        while start < end, ByteClass.isWhitespace(line[start]) { start += 1 }
        while start < end, ByteClass.isWhitespace(line[end - 1]) { end -= 1 }
        let value = UnsafeRawBufferPointer(rebasing: line[start..<end])
        guard value.allSatisfy(ByteClass.isFieldContent) else { throw .malformedField }
        field = HTTPField(name: name, value: value)
    }
}
