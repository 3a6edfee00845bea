/// The line before a chunk: its size and its extensions, which mean nothing here (RFC 9112 section 7.1.1).
struct ChunkLine {
    let size: Int
    let extensionBytes: Int

    /// Reads the line without its CR LF.
    ///
    /// White space around the size, which the standard calls bad, is refused: proxies disagree about it.
    init(_ line: UnsafeRawBufferPointer) throws(RequestRejection) {
        var size = 0
        var index = 0
        while index < line.count, let digit = PercentEncoding.hexadecimalValue(line[index]) {
            size = size << 4 | Int(digit)
            index += 1
            guard index <= RequestParser.chunkSizeDigits else { throw .malformedChunk }
        }
        guard index > 0 else { throw .malformedChunk }
        if index < line.count {
            guard ChunkExtensions.isValid(line[index...]) else { throw .malformedChunk }
        }
        self.size = size
        extensionBytes = line.count - index
    }
}
