import CZlib

/// Decompresses one gzip member (RFC 1952) that arrives in pieces, within bounds.
///
/// Used by one task at a time.
final class GzipInflater {
    /// The most bytes that come out at once.
    private static let pieceBytes = 65_536
    /// Bytes that may come out whatever the factor says: the header alone of an empty member takes 20.
    private static let freeBytes = 1_024

    private let stream: UnsafeMutablePointer<z_stream>
    private let limits: RequestLimits
    private var input: [UInt8] = []
    private var position = 0
    private var consumed = 0
    private var produced = 0
    private var hasOutputWaiting = false
    /// The member's end and checksum have been read.
    private(set) var isComplete = false

    /// Makes an inflater; nil when there is no memory for one.
    init?(limits: RequestLimits) {
        self.limits = limits
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard inflate_start_gzip(stream) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Takes the next bytes; only when `next` has asked for them with nil.
    func feed(_ bytes: [UInt8]) {
        input = bytes
        position = 0
    }

    /// The next piece, or nil when more bytes are needed or the member is complete.
    ///
    /// - Throws: `HTTPBodyError.malformedCoding`, also for bytes after the member, and `tooLarge` above a bound.
    func next() throws(HTTPBodyError) -> [UInt8]? {
        guard !isComplete else {
            guard position == input.count else { throw .malformedCoding }
            return nil
        }
        guard position < input.count || hasOutputWaiting else { return nil }
        var result = Z_OK
        let output = [UInt8](unsafeUninitializedCapacity: GzipInflater.pieceBytes) { room, count in
            (result, count) = inflate(into: room)
        }
        guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else { throw .malformedCoding }
        isComplete = result == Z_STREAM_END
        hasOutputWaiting = !isComplete && output.count == GzipInflater.pieceBytes
        produced += output.count
        guard produced <= limits.bodyBytes,
            produced <= GzipInflater.freeBytes + consumed * limits.expansionFactor
        else { throw .tooLarge(limitBytes: limits.bodyBytes) }
        guard output.isEmpty else { return output }
        return isComplete && position < input.count ? try next() : nil
    }

    private func inflate(into room: UnsafeMutableBufferPointer<UInt8>) -> (result: Int32, count: Int) {
        input.withUnsafeMutableBufferPointer { bytes in
            stream.pointee.next_in = bytes.baseAddress?.advanced(by: position)
            stream.pointee.avail_in = uInt(bytes.count - position)
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = uInt(room.count)
            let result = CZlib.inflate(stream, Z_NO_FLUSH)
            let taken = bytes.count - position - Int(stream.pointee.avail_in)
            position += taken
            consumed += taken
            return (result, room.count - Int(stream.pointee.avail_out))
        }
    }
}
