import Foundation

/// A connection on which a test sends what it likes and sees what comes; each wait has an end.
final class RawConnection {
    /// What came.
    struct Answer {
        var status: Int
        var body: String
    }

    private let socket: TCPSocket
    private var received: [UInt8] = []

    /// Connects; `source` is another of this machine's loopback addresses, `receiveBytes` a small buffer of the kernel.
    init(_ port: UInt16, from source: String? = nil, receiveBytes: Int32? = nil) throws {
        socket = try TCPSocket.connect(to: port, from: source, receiveBytes: receiveBytes)
    }

    /// Sends all of it; a server that has hung up is noticed by what comes.
    func send(_ text: String) { _ = socket.send(Array(text.utf8)) }

    /// Sends all of it.
    func send(_ bytes: [UInt8]) { _ = socket.send(bytes) }

    /// The next answer of a known length; nil when none has come in time, or the connection has ended.
    func answer(within seconds: Double) -> Answer? {
        let deadline = Date.now.addingTimeInterval(seconds)
        let blankLine = Array("\r\n\r\n".utf8)
        while true {
            if let head = received.firstRange(of: blankLine) {
                let fields = String(decoding: received[..<head.lowerBound], as: UTF8.self).components(
                    separatedBy: "\r\n"
                )
                let length = fields.first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
                let end = head.upperBound + (length ?? 0)
                if received.count >= end {
                    let body = String(decoding: received[head.upperBound..<end], as: UTF8.self)
                    received.removeSubrange(..<end)
                    return Answer(status: Int(fields[0].split(separator: " ").dropFirst().first ?? "") ?? 0, body: body)
                }
            }
            guard fill(until: deadline) else { return nil }
        }
    }

    /// True once the server has ended the connection, whatever it says before.
    func isEnded(within seconds: Double) -> Bool {
        let deadline = Date.now.addingTimeInterval(seconds)
        while socket.isReadable(within: deadline.timeIntervalSinceNow) {
            let bytes = socket.receive()
            if bytes.isEmpty { return true }
            received += bytes
        }
        return false
    }

    /// True once this text has come.
    func hasText(_ text: String, within seconds: Double) -> Bool {
        let deadline = Date.now.addingTimeInterval(seconds)
        let wanted = Array(text.utf8)
        while received.firstRange(of: wanted) == nil {
            guard fill(until: deadline) else { return false }
        }
        return true
    }

    /// True once the server has cut the connection, although nothing of what it said was read.
    func isCut(within seconds: Double) -> Bool { socket.isReset(within: seconds) }

    private func fill(until deadline: Date) -> Bool {
        guard socket.isReadable(within: deadline.timeIntervalSinceNow) else { return false }
        let bytes = socket.receive()
        received += bytes
        return !bytes.isEmpty
    }
}
