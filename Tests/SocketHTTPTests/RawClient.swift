import Foundation

@testable import SocketHTTP

/// A blocking client that sends bytes as they are given and reads bytes as they come.
final class RawClient {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    struct Answer: Equatable {
        var status: Int
        var fields: [String: String] = [:]
        var body = ""
    }

    /// Long enough for a busy machine, short enough that a hung server fails a test.
    private static let limitSeconds = 20

    private let descriptor: Int32
    private var received: [UInt8] = []

    /// Connects, from one of this machine's other loopback addresses if one is given.
    init(_ address: SocketAddress, from source: String? = nil, using descriptor: Int32 = newSocket()) throws {
        self.descriptor = descriptor
        if let source {
            let isBound = SocketAddress(host: source, port: 0).withKernelAddress { bind(descriptor, $0, $1) } == 0
            guard isBound else { throw Failure(description: "bind: \(String(cString: strerror(errno)))") }
        }
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = address.port.bigEndian
        inet_pton(AF_INET, address.host, &target.sin_addr)
        let result = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var limit = timeval(tv_sec: RawClient.limitSeconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard result == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
    }

    deinit { close(descriptor) }

    /// A socket that is not connected yet.
    static func newSocket() -> Int32 { socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) }

    /// Sends all bytes.
    func send(_ text: String) throws { try send(Array(text.utf8)) }

    /// Sends all bytes.
    func send(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "send: \(String(cString: strerror(errno)))") }
            rest = rest.dropFirst(count)
        }
    }

    /// Says that nothing more will be sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// True when the server closes, and sends nothing before.
    func isClosed() throws -> Bool { try received.isEmpty && !fill() }

    /// Everything up to the server's close.
    func readAll() throws -> String {
        while try fill() {}
        defer { received = [] }
        return String(decoding: received, as: UTF8.self)
    }

    /// The bytes up to and with `mark`.
    func read(through mark: String) throws -> String {
        let mark = Array(mark.utf8)
        while true {
            if let range = received.firstRange(of: mark) {
                defer { received.removeSubrange(..<range.upperBound) }
                return String(decoding: received[..<range.upperBound], as: UTF8.self)
            }
            guard try fill() else {
                throw Failure(description: "closed after \(String(decoding: received, as: UTF8.self))")
            }
        }
    }

    /// One response; a HEAD's has no body whatever its length says.
    func readAnswer(toHead: Bool = false) throws -> Answer {
        let lines = try read(through: "\r\n\r\n").components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ")
        guard words.count > 1, let status = Int(words[1]) else { throw Failure(description: lines[0]) }
        var answer = Answer(status: status)
        for line in lines.dropFirst() where !line.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1)
            answer.fields[parts[0].lowercased()] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
        }
        if toHead { return answer }
        if answer.fields["transfer-encoding"] == "chunked" {
            while let chunk = try readChunk() { answer.body += chunk }
        } else {
            answer.body = try read(count: answer.fields["content-length"].flatMap(Int.init) ?? 0)
        }
        return answer
    }

    /// One chunk of a chunked body; nil at its end.
    func readChunk() throws -> String? {
        guard let size = Int(try read(through: "\r\n").dropLast(1), radix: 16) else {
            throw Failure(description: "bad chunk size")
        }
        let chunk = try read(count: size)
        _ = try read(through: "\r\n")
        return size == 0 ? nil : chunk
    }

    private func read(count: Int) throws -> String { String(decoding: try readBytes(count), as: UTF8.self) }

    /// So many bytes.
    func readBytes(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard try fill() else { throw Failure(description: "closed after \(received.count) of \(count) bytes") }
        }
        defer { received.removeSubrange(..<count) }
        return Array(received[..<count])
    }

    /// Reads once; false at the end.
    private func fill() throws -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0, errno == EAGAIN { throw Failure(description: "nothing came in time") }
        guard count > 0 else { return false }
        received += bytes[..<count]
        return true
    }
}
