import CZlib

/// Compresses bodies to gzip (RFC 1952), one after the other, with the same 256 kB of memory.
///
/// Used by one task at a time.
final class GzipDeflater {
    /// The most bytes that are compressed at once, in well under a millisecond.
    static let sliceBytes = 65_536
    /// JSON shrinks to within a tenth of the best at a third of its cost.
    private static let level: Int32 = 4

    private let stream: UnsafeMutablePointer<z_stream>

    /// Makes a deflater; nil when there is no memory for one.
    init?() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        guard deflate_start_gzip(stream, GzipDeflater.level) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Starts another body.
    func reset() { deflateReset(stream) }

    /// Compresses the next bytes and appends what comes out; false when zlib fails.
    func compress(_ bytes: ArraySlice<UInt8>, isLast: Bool, into output: inout [UInt8]) -> Bool {
        var input = Array(bytes)
        return input.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = uInt(input.count)
            while true {
                var result = Z_OK
                let piece = [UInt8](unsafeUninitializedCapacity: GzipDeflater.sliceBytes) { room, count in
                    stream.pointee.next_out = room.baseAddress
                    stream.pointee.avail_out = uInt(room.count)
                    result = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                    count = room.count - Int(stream.pointee.avail_out)
                }
                output.append(contentsOf: piece)
                if result == Z_STREAM_END { return true }
                guard result == Z_OK || result == Z_BUF_ERROR else { return false }
                if !isLast, stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return true }
            }
        }
    }
}
