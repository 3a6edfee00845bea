import Foundation

/// Bytes that were received and not yet parsed.
struct ReceiveBuffer {
    /// Room of an idle connection: most requests of Hearth fit, and ten thousand idle connections stay affordable.
    static let restingBytes = 4_096
    /// Room while a body arrives: larger reads gain nothing more.
    static let bodyBytes = 65_536
    /// The least room that a read is offered.
    private static let leastRoomBytes = 1_024

    private var storage: [UInt8] = []
    private var start = 0
    private var end = 0
    /// Bytes from `start` that are known to hold no LF.
    private var scanned = 0
    /// The last read took all the room that it was offered.
    private var isFilled = false

    var count: Int { end - start }
    var isEmpty: Bool { start == end }

    /// Offers room to `read`, which says how many bytes it filled; a negative answer is passed on.
    mutating func fill(_ read: (UnsafeMutableRawBufferPointer) -> Int) -> Int {
        makeRoom()
        let filled = storage.withUnsafeMutableBytes { bytes in
            read(UnsafeMutableRawBufferPointer(rebasing: bytes[end...]))
        }
        end += max(0, filled)
        isFilled = end == storage.count
        return filled
    }

    /// The next line including its LF, as bytes that are valid inside `body`; nil when its LF has not come.
    mutating func takeLine<Result>(
        _ body: (UnsafeRawBufferPointer) throws(RequestRejection) -> Result
    ) throws(RequestRejection) -> Result? {
        guard let length = lineLength() else { return nil }
        let result = storage.withUnsafeBytes { bytes in
            Swift.Result { () throws(RequestRejection) in
                try body(UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]))
            }
        }
        drop(length)
        return try result.get()
    }

    /// At the most `limit` bytes.
    mutating func take(upTo limit: Int) -> [UInt8] {
        let taken = Array(storage[start..<start + min(limit, count)])
        drop(taken.count)
        return taken
    }

    /// Makes the room for a body that is known to be large, once it comes as if it were: what is only announced costs
    /// nothing.
    mutating func expectBody() {
        guard isFilled, storage.count < ReceiveBuffer.bodyBytes else { return }
        storage += [UInt8](repeating: 0, count: ReceiveBuffer.bodyBytes - storage.count)
    }

    /// Gives back what a large request has needed.
    mutating func rest() {
        guard isEmpty, storage.count > ReceiveBuffer.restingBytes else { return }
        storage = []
    }

    private mutating func lineLength() -> Int? {
        let length = storage.withUnsafeBytes { bytes -> Int? in
            guard count > scanned, let base = bytes.baseAddress?.advanced(by: start + scanned),
                let found = memchr(base, Int32(UInt8(ascii: "\n")), count - scanned)
            else { return nil }
            return scanned + (UnsafeRawPointer(found) - base) + 1
        }
        if length == nil { scanned = count }
        return length
    }

    private mutating func drop(_ length: Int) {
        start += length
        scanned = 0
        if start == end {
            start = 0
            end = 0
        }
    }

    private mutating func makeRoom() {
        if storage.isEmpty { storage = [UInt8](repeating: 0, count: ReceiveBuffer.restingBytes) }
        guard storage.count - end < ReceiveBuffer.leastRoomBytes else { return }
        if start > 0 {
            storage.withUnsafeMutableBytes { bytes in
                bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            }
            end -= start
            start = 0
        }
        guard storage.count - end < ReceiveBuffer.leastRoomBytes else { return }
        storage.append(contentsOf: repeatElement(0, count: storage.count))
    }
}
