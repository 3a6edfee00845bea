import Foundation

/// One HTTP/1.1 answer at the start of a buffer.
///
/// Only what the benchmark's servers send is understood: a length or no body, never chunks.
struct HTTPAnswer {
    /// The three digits.
    let status: Int
    /// Where head and body end in the buffer.
    let byteCount: Int
    /// The body, valid while the buffer is.
    let body: UnsafeRawBufferPointer

    /// Nil while the answer is incomplete.
    ///
    /// - Throws: `LoadError` when it is not such an answer.
    init?(in buffer: UnsafeRawBufferPointer) throws(LoadError) {
        guard let headEnd = HTTPAnswer.position(of: "\r\n\r\n", in: buffer) else { return nil }
        let bodyStart = headEnd + 4
        guard buffer.starts(with: "HTTP/1.1 ".utf8), bodyStart >= 16 else { throw LoadError("no HTTP/1.1 answer") }
        guard let status = HTTPAnswer.number(in: buffer[9..<12]) else { throw LoadError("no status") }
        let length = try HTTPAnswer.contentLength(in: UnsafeRawBufferPointer(rebasing: buffer[..<bodyStart]))
        guard buffer.count >= bodyStart + length else { return nil }
        self.status = status
        byteCount = bodyStart + length
        body = UnsafeRawBufferPointer(rebasing: buffer[bodyStart..<byteCount])
    }

    /// How often a text occurs in the body.
    func count(of text: StaticString) -> Int {
        var count = 0
        var rest = body
        while let place = HTTPAnswer.position(of: text, in: rest) {
            count += 1
            rest = UnsafeRawBufferPointer(rebasing: rest[(place + text.utf8CodeUnitCount)...])
        }
        return count
    }

    private static func contentLength(in head: UnsafeRawBufferPointer) throws(LoadError) -> Int {
        let place = position(of: "\r\nContent-Length: ", in: head) ?? position(of: "\r\ncontent-length: ", in: head)
        guard let field = place else { throw LoadError("no Content-Length") }
        let digits = head[(field + 18)...].prefix { $0 != UInt8(ascii: "\r") }
        guard let length = number(in: digits) else { throw LoadError("no length") }
        return length
    }

    private static func number(in digits: some Sequence<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func position(of text: StaticString, in buffer: UnsafeRawBufferPointer) -> Int? {
        let length = text.utf8CodeUnitCount
        guard let start = buffer.baseAddress else { return nil }
        var place = 0
        while place + length <= buffer.count {
            let rest = buffer.count - length + 1 - place
            guard let hit = memchr(start + place, Int32(text.utf8Start.pointee), rest) else { return nil }
            place = UnsafeRawPointer(hit) - start
            if memcmp(hit, text.utf8Start, length) == 0 { return place }
            place += 1
        }
        return nil
    }
}
