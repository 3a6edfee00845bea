import Foundation
import SocketHTTP

/// A client of an event stream on a socket of its own.
///
/// It speaks HTTP/1.0, so that the events come without a transfer coding.
struct StreamClient {
    /// The status line, then the header, then each event or comment as its text without the blank line.
    let blocks: AsyncStream<String>
    private let descriptor: Int32

    init(_ address: SocketAddress, token: String, lastEventID: Int64? = nil) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = address.port.bigEndian
        inet_pton(AF_INET, address.host, &target.sin_addr)
        let connected = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw POSIXError(.ECONNREFUSED) }
        var request = "GET /v1/alerts/stream HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
        if let lastEventID { request += "Last-Event-ID: \(lastEventID)\r\n" }
        request += "\r\n"
        _ = request.withCString { send(descriptor, $0, strlen($0), 0) }
        let (blocks, continuation) = AsyncStream.makeStream(of: String.self)
        self.blocks = blocks
        Thread.detachNewThread {
            Self.read(descriptor, into: continuation)
        }
    }

    /// Goes away without a word, as a client whose network is gone.
    ///
    /// Not after the stream has ended: the descriptor may then be another connection's.
    func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The id that the stream opens with: the place to reconnect at before an event has come.
    func place() async -> Int64? {
        for await block in blocks where block.hasPrefix("id: ") { return Int64(block.dropFirst(4)) }
        return nil
    }

    /// The ids of the next events until `count` have come or the stream has ended.
    func ids(_ count: Int) async -> [Int64] {
        var ids: [Int64] = []
        for await block in blocks {
            guard block.hasPrefix("id: "), block.contains("\ndata: "),
                let id = Int64(block.dropFirst(4).prefix { $0 != "\n" })
            else { continue }
            ids.append(id)
            if ids.count == count { break }
        }
        return ids
    }

    private static func read(_ descriptor: Int32, into continuation: AsyncStream<String>.Continuation) {
        var text = ""
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            text += String(decoding: buffer[..<count], as: UTF8.self).replacing("\r\n", with: "\n")
            while let end = text.firstRange(of: "\n\n") {
                continuation.yield(String(text[..<end.lowerBound]))
                text = String(text[end.upperBound...])
            }
        }
        Foundation.close(descriptor)
        continuation.finish()
    }
}
