import EventLoops
import Foundation

/// A connection that waits on a loop, so that a test can have more of them than threads; used on that loop only.
final class CrowdConnection {
    private let descriptor: Int32
    private let source: EventSource
    private var received: [UInt8] = []

    /// Begins to connect to a port of this machine; the first exchange waits until that is done.
    init(to port: UInt16, on loop: EventLoop) throws {
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
        let descriptor = socket(AF_INET, type, 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 || errno == EINPROGRESS else { throw EndToEndError("connect: errno \(errno)") }
        self.descriptor = descriptor
        source = try EventSource(descriptor: descriptor, on: loop)
    }

    /// Ends it.
    func close() {
        source.close()
        Foundation.close(descriptor)
    }

    /// Sends a request's head and waits until the server asks for the body; false when it says anything else.
    func isAskedForBody(_ head: [UInt8]) async -> Bool {
        guard await send(head) else { return false }
        let wanted = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)
        while received.count < wanted.count {
            guard await receive() else { return false }
        }
        defer { received.removeFirst(wanted.count) }
        return received.starts(with: wanted)
    }

    /// Sends a request and waits for its answer, which says how long it is; nil when the server hangs up instead.
    func exchange(_ request: [UInt8]) async -> HTTPExchange.Answer? {
        guard await send(request) else { return nil }
        while true {
            if let answer = takeAnswer() { return answer }
            guard await receive() else { return nil }
        }
    }

    private func send(_ bytes: [UInt8]) async -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
                continue
            }
            guard errno == EAGAIN else { return false }
            source.drainedWrites()
            guard await source.writable() == .ready else { return false }
        }
        return true
    }

    private func receive() async -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = recv(descriptor, &bytes, bytes.count, 0)
            if count > 0 {
                received += bytes[..<count]
                return true
            }
            guard count < 0, errno == EAGAIN else { return false }
            source.drainedReads()
            guard await source.readable() == .ready else { return false }
        }
    }

    private func takeAnswer() -> HTTPExchange.Answer? {
        guard let blank = received.firstRange(of: Array("\r\n\r\n".utf8)),
            var answer = HTTPExchange.Answer(
                head: String(decoding: received[..<blank.lowerBound], as: UTF8.self),
                body: []
            )
        else { return nil }
        let end = blank.upperBound + (answer.field("content-length").flatMap { Int($0) } ?? 0)
        guard received.count >= end else { return nil }
        answer.body = Array(received[blank.upperBound..<end])
        received.removeSubrange(..<end)
        return answer
    }
}
