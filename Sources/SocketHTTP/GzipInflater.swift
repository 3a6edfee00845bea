import CZlib

/// Decompresses one gzip member (RFC 1952) that arrives in pieces, within bounds.
///
/// Used by one task at a time.
final class GzipInflater {
    /// The most bytes that come out at once.
    private static let pieceBytes = 65_536
    /// Bytes that may come out whatever the factor says: the header alone of an empty member takes 20.
    private static let freeBytes = 1_024
    /// The expansion is judged after each so many bytes of the input: zlib makes 1,032 of one at the most, so not much
    /// more than half a megabyte comes out unjudged.
    private static let sliceBytes = 512

    private let stream: UnsafeMutablePointer<z_stream>
    private let limits: RequestLimits
    private var input: [UInt8] = []
    private var position = 0
    private var consumed = 0
    private var produced = 0
    private var hasOutputWaiting = false
    private var failure: HTTPBodyError?
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
    /// What comes out in all, and whether it is refused, does not depend on how the bytes were cut.
    ///
    /// - Throws: `HTTPBodyError.malformedCoding`, also for bytes after the member, and `tooLarge` above a bound.
    func next() throws(HTTPBodyError) -> [UInt8]? {
        if let failure { throw failure }
        var output: [UInt8] = []
        if hasWork {
            output = [UInt8](unsafeUninitializedCapacity: GzipInflater.pieceBytes) { room, count in
                while failure == nil, hasWork, count < room.count {
                    let slice = inflateSlice(into: UnsafeMutableBufferPointer(rebasing: room[count...]))
                    count += slice.count
                    failure = judge(slice.result, produced: slice.count)
                }
            }
        }
        if isComplete, position < input.count { failure = failure ?? .malformedCoding }
        if let failure { throw failure }
        return output.isEmpty ? nil : output
    }

    private var hasWork: Bool { !isComplete && (position < input.count || hasOutputWaiting) }

    /// Takes in what is left of the present slice of the input, as far as there is room for what comes out.
    private func inflateSlice(into room: UnsafeMutableBufferPointer<UInt8>) -> (result: Int32, count: Int) {
        // A slice whose output is not all out is not passed: its end is where the expansion is judged.
        let isAtEdge = hasOutputWaiting && consumed.isMultiple(of: GzipInflater.sliceBytes)
        let left = isAtEdge ? 0 : GzipInflater.sliceBytes - consumed % GzipInflater.sliceBytes
        return input.withUnsafeMutableBufferPointer { bytes in
            let offered = min(left, bytes.count - position)
            stream.pointee.next_in = bytes.baseAddress?.advanced(by: position)
            stream.pointee.avail_in = uInt(offered)
            stream.pointee.next_out = room.baseAddress
            stream.pointee.avail_out = uInt(room.count)
            let result = CZlib.inflate(stream, Z_NO_FLUSH)
            let taken = offered - Int(stream.pointee.avail_in)
            position += taken
            consumed += taken
            hasOutputWaiting = result != Z_STREAM_END && stream.pointee.avail_out == 0
            return (result, room.count - Int(stream.pointee.avail_out))
        }
    }

    /// What is wrong with the member so far; the expansion is judged at the end of each slice and of the member.
    private func judge(_ result: Int32, produced count: Int) -> HTTPBodyError? {
        produced += count
        isComplete = result == Z_STREAM_END
        let isAtEdge = isComplete || !hasOutputWaiting && consumed.isMultiple(of: GzipInflater.sliceBytes)
        let bound = GzipInflater.freeBytes + consumed * limits.expansionFactor
        if produced > limits.bodyBytes || isAtEdge && produced > bound {
            return .tooLarge(limitBytes: limits.bodyBytes)
        }
        return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR ? nil : .malformedCoding
    }
}
