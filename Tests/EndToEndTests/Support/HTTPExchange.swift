import ExactJSON
import Foundation

/// One request on a connection of its own, and its answer; it blocks, so that a test decides when each byte leaves.
struct HTTPExchange {
    /// What the server said.
    struct Answer: Sendable {
        var status: Int
        /// The status line and the fields, as they came.
        var head: String
        var body: [UInt8]

        /// The body as JSON.
        var json: JSONReader { get throws { JSONReader(try JSONValue(parsing: body)) } }
        var text: String { String(decoding: body, as: UTF8.self) }

        /// Takes the status from the head; nil when that is not HTTP's.
        init?(head: String, body: [UInt8]) {
            let words = head.split(separator: "\r\n").first?.split(separator: " ") ?? []
            guard words.count >= 2, let status = Int(words[1]) else { return nil }
            self.status = status
            self.head = head
            self.body = body
        }

        /// The value of a field; nil where there is none.
        func field(_ name: String) -> String? {
            let prefix = name.lowercased() + ":"
            let line = head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(prefix) }
            return line?.dropFirst(prefix.count).trimmingCharacters(in: .whitespaces)
        }
    }

    private let socket: TCPSocket
    private let lastByte: [UInt8]

    /// Connects and sends all of the request but its last byte: the server cannot act on it yet.
    init(port: UInt16, method: String, path: String, token: String?, body: JSONValue?) throws {
        let content = body?.serialized() ?? []
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        if let token { head += "Authorization: Bearer \(token)\r\n" }
        if body != nil { head += "Content-Type: application/json\r\nContent-Length: \(content.count)\r\n" }
        let bytes = Array((head + "\r\n").utf8) + content
        socket = try TCPSocket.connect(to: port)
        lastByte = Array(bytes.suffix(1))
        guard socket.send(bytes.dropLast()) else { throw EndToEndError("\(method) \(path): the server hung up") }
    }

    /// Sends the last byte.
    func release() { _ = socket.send(lastByte) }

    /// Waits for the answer, which ends with the connection.
    func answer() throws -> Answer {
        var bytes: [UInt8] = []
        while true {
            let more = socket.receive()
            if more.isEmpty { break }
            bytes += more
        }
        let blankLine = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: blankLine) }) else {
            throw EndToEndError("no answer but \(bytes.count) bytes")
        }
        let head = String(decoding: bytes[..<end], as: UTF8.self)
        guard let answer = Answer(head: head, body: Array(bytes[(end + blankLine.count)...])) else {
            throw EndToEndError("not HTTP: \(head)")
        }
        return answer
    }
}
