/// Reads requests out of a stream of bytes, strictly as RFC 9112 has them; no IO and no clock.
///
/// Bytes go in with `fill`; `next` gives what they say, or nil when more are needed. How the bytes were cut does not
/// matter. After a rejection the stream is lost: where the next request starts cannot be known, so every later call
/// rejects too. Memory is bounded by the longest line that the limits allow.
struct RequestParser {
    /// What surrounds the target in a request line: the longest method that is read, two spaces, version, CR LF.
    static let requestLineOverheadBytes = 48
    /// A chunk's size line without its extensions takes 20 bytes at the most; extensions count as header bytes.
    static let chunkSizeLineBytes = 256
    /// Hexadecimal digits of a chunk size: 2^60 is more than any limit, and cannot overflow.
    static let chunkSizeDigits = 15

    private enum State {
        /// Before a request; one empty line may still be skipped (RFC 9112 section 2.2).
        case start(mayBeEmpty: Bool)
        case fields
        case body(remaining: Int)
        case chunkSize
        case chunk(remaining: Int)
        case chunkEnd
        case trailers
        case rejected(RequestRejection)
    }

    let limits: RequestLimits
    private var buffer = ReceiveBuffer()
    private var state = State.start(mayBeEmpty: true)
    /// The head that is being read; nil outside of a head.
    private var builder: HeadBuilder?
    /// What may still come of fields, chunk extensions and trailers.
    private var headerBytesLeft = 0
    private var bodyBytesLeft = 0

    init(limits: RequestLimits) {
        self.limits = limits
    }

    /// True when a request has begun and its head is not complete.
    var isInHead: Bool {
        switch state {
        case .start: !buffer.isEmpty
        case .fields: true
        default: false
        }
    }

    /// True from the end of a head to the end of its request.
    var isInBody: Bool {
        switch state {
        case .start, .fields: false
        default: true
        }
    }

    /// Bytes that wait to be parsed.
    var bufferedBytes: Int { buffer.count }

    /// Bytes of a body of known length that have not come out yet; nil for a chunked one that has not ended.
    var remainingBodyBytes: Int? {
        switch state {
        case .start: 0
        case .body(let remaining): remaining
        default: nil
        }
    }

    /// Offers room to `read`; see `ReceiveBuffer.fill`.
    mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int { buffer.fill(read) }

    /// Gives back memory between requests.
    mutating func rest() { buffer.rest() }

    /// What comes next, or nil when more bytes are needed.
    ///
    /// - Throws: `RequestRejection` when the bytes are no request that this server takes.
    mutating func next() throws(RequestRejection) -> RequestEvent? {
        do throws(RequestRejection) {
            while true {
                switch state {
                case .start(let mayBeEmpty): guard try readRequestLine(mayBeEmpty) else { return nil }
                case .fields: return try readFields().map { .head($0) }
                case .body(let remaining):
                    if remaining == 0 { return finish() }
                    guard let piece = readPiece(remaining) else { return nil }
                    state = .body(remaining: remaining - piece.count)
                    return .body(piece)
                case .chunk(let remaining):
                    guard let piece = readPiece(remaining) else { return nil }
                    state = piece.count == remaining ? .chunkEnd : .chunk(remaining: remaining - piece.count)
                    return .body(piece)
                case .chunkSize: guard try readChunkSize() else { return nil }
                case .chunkEnd: guard try readChunkEnd() else { return nil }
                case .trailers: return try readTrailers() ? finish() : nil
                case .rejected(let rejection): throw rejection
                }
            }
        } catch {
            state = .rejected(error)
            throw error
        }
    }

    private mutating func finish() -> RequestEvent {
        state = .start(mayBeEmpty: true)
        return .end
    }

    private mutating func readPiece(_ remaining: Int) -> [UInt8]? {
        guard buffer.isEmpty else { return buffer.take(upTo: remaining) }
        if remaining > ReceiveBuffer.restingBytes { buffer.expectBody() }
        return nil
    }

    /// Takes a line of at the most `limit` bytes, its CR LF included, and gives `body` the bytes before CR LF.
    private mutating func readLine<Result>(
        limit: Int,
        tooLong: RequestRejection,
        _ body: (UnsafeRawBufferPointer) throws(RequestRejection) -> Result
    ) throws(RequestRejection) -> Result? {
        let result = try buffer.takeLine { line throws(RequestRejection) in
            guard line.count <= limit else { throw tooLong }
            guard line.count >= 2, line[line.count - 2] == UInt8(ascii: "\r") else { throw .malformedLineEnding }
            return try body(UnsafeRawBufferPointer(rebasing: line.dropLast(2)))
        }
        guard result != nil || buffer.count < limit else { throw tooLong }
        return result
    }
}

extension RequestParser {
    private enum FieldOutcome {
        case needsMore
        case field(FieldLine)
        case end
    }

    private mutating func readRequestLine(_ mayBeEmpty: Bool) throws(RequestRejection) -> Bool {
        let limit = limits.targetBytes + RequestParser.requestLineOverheadBytes
        let targetBytes = limits.targetBytes
        let builder = try readLine(limit: limit, tooLong: .targetTooLong) {
            line throws(RequestRejection) -> HeadBuilder? in
            if line.isEmpty, mayBeEmpty { return nil }
            return HeadBuilder(try RequestLine(line, targetLimitBytes: targetBytes))
        }
        guard let builder else { return false }
        self.builder = builder
        state = builder == nil ? .start(mayBeEmpty: false) : .fields
        headerBytesLeft = limits.headerBytes
        return true
    }

    /// Reads field lines up to the empty one; nil when more bytes are needed.
    private mutating func readFields() throws(RequestRejection) -> RequestHead? {
        while true {
            switch try readFieldLine() {
            case .needsMore: return nil
            case .field(let line):
                guard builder?.count ?? 0 < limits.headerFields else { throw .headerTooLarge }
                try builder?.append(line)
            case .end:
                let head = try builder?.finish()
                builder = nil
                if let head { try startBody(head) }
                return head
            }
        }
    }

    private mutating func startBody(_ head: RequestHead) throws(RequestRejection) {
        bodyBytesLeft = limits.bodyBytes
        switch head.framing {
        case .none: state = .body(remaining: 0)
        case .length(let length):
            guard length <= limits.bodyBytes else { throw .bodyTooLarge }
            state = .body(remaining: length)
        case .chunked: state = .chunkSize
        }
    }

    private mutating func readFieldLine() throws(RequestRejection) -> FieldOutcome {
        let line = try readLine(limit: headerBytesLeft + 2, tooLong: .headerTooLarge) {
            line throws(RequestRejection) -> (outcome: FieldOutcome, bytes: Int) in
            line.isEmpty ? (.end, 0) : (.field(try FieldLine(line)), line.count + 2)
        }
        guard let line else { return .needsMore }
        guard line.bytes <= headerBytesLeft else { throw .headerTooLarge }
        headerBytesLeft -= line.bytes
        return line.outcome
    }

    private mutating func readChunkSize() throws(RequestRejection) -> Bool {
        let line = try readLine(limit: RequestParser.chunkSizeLineBytes, tooLong: .malformedChunk) {
            line throws(RequestRejection) in try ChunkLine(line)
        }
        guard let line else { return false }
        guard line.extensionBytes <= headerBytesLeft else { throw .headerTooLarge }
        headerBytesLeft -= line.extensionBytes
        guard line.size <= bodyBytesLeft else { throw .bodyTooLarge }
        bodyBytesLeft -= line.size
        state = line.size == 0 ? .trailers : .chunk(remaining: line.size)
        return true
    }

    private mutating func readChunkEnd() throws(RequestRejection) -> Bool {
        let isEmpty = try readLine(limit: 2, tooLong: .malformedChunk) { line in line.isEmpty }
        guard isEmpty != nil else { return false }
        state = .chunkSize
        return true
    }

    /// Trailers are checked and left out: nothing in Hearth asks for one (RFC 9110 section 6.5.1 allows it).
    private mutating func readTrailers() throws(RequestRejection) -> Bool {
        while true {
            switch try readFieldLine() {
            case .needsMore: return false
            case .field: continue
            case .end: return true
            }
        }
    }
}
