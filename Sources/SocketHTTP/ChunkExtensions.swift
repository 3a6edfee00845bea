/// The check of what may follow a chunk's size: `*( ";" name [ "=" ( token / quoted-string ) ] )` (RFC 9112 section
/// 7.1.1).
///
/// White space is allowed around names and values, not before the first semicolon: that is where parsers disagree
/// about the size.
struct ChunkExtensions {
    private var rest: Slice<UnsafeRawBufferPointer>

    static func isValid(_ bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        var extensions = ChunkExtensions(rest: bytes)
        while !extensions.rest.isEmpty {
            guard extensions.takeExtension() else { return false }
        }
        return true
    }

    private mutating func takeExtension() -> Bool {
        guard take(UInt8(ascii: ";")) else { return false }
        skipWhitespace()
        guard takeToken() else { return false }
        skipWhitespace()
        guard take(UInt8(ascii: "=")) else { return true }
        skipWhitespace()
        guard takeQuoted() ?? takeToken() else { return false }
        skipWhitespace()
        return true
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skipWhitespace() { rest = rest.drop(while: ByteClass.isWhitespace) }

    private mutating func takeToken() -> Bool {
        let after = rest.drop(while: ByteClass.isToken)
        defer { rest = after }
        return after.startIndex > rest.startIndex
    }

    /// Nil where no quotation mark stands, false where the quoted string does not end (RFC 9110 section 5.6.4).
    private mutating func takeQuoted() -> Bool? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        while let byte = rest.first, ByteClass.isFieldContent(byte) {
            rest = rest.dropFirst()
            if byte == UInt8(ascii: "\"") { return true }
            if byte == UInt8(ascii: "\\") {
                guard let escaped = rest.first, ByteClass.isFieldContent(escaped) else { return false }
                rest = rest.dropFirst()
            }
        }
        return false
    }
}
