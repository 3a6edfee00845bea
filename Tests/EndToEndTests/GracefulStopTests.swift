import ExactJSON
import Foundation
import Synchronization
import Testing

extension WholeProcesses {
    /// A server is restarted while clients write to it over connections that they keep.
    struct GracefulStopTests {
        private static let clients = 8
        private static let rounds = 3

        @Test(
            "SIGTERM under load: what was answered is stored once, and what was not answered was not begun",
            .timeLimit(.minutes(3))
        )
        func losesNothing() async throws {
            try await Deployment.with(servers: 1) { deployment in
                var answered = 0
                for round in 1...Self.rounds {
                    let port = try deployment.port(of: 0)
                    let token = try deployment.administrator.token ?? ""
                    let tally = Occurrences()
                    let counts = Task { try await Self.write(to: port, token: token, tally: tally) }
                    while tally.count < 5 * Self.clients { try await Task.sleep(for: .milliseconds(1)) }
                    #expect(try await deployment.servers[0].stop() == 0, "round \(round)")
                    answered += try await counts.value
                    try await deployment.servers[0].start()
                    let stored = try await deployment.database.number("SELECT count(*) FROM hearth.patients")
                    #expect(stored == answered, "round \(round)")
                }
            }
        }

        @Test("SIGTERM tells a live stream to reconnect, and ends it whole", .timeLimit(.minutes(1)))
        func sendsStreamsElsewhere() async throws {
            try await Deployment.with(servers: 1) { deployment in
                let port = try deployment.port(of: 0)
                let token = try deployment.administrator.token ?? ""
                let tally = Occurrences()
                let text = Task { try await Self.readStream(of: port, token: token, tally: tally) }
                while tally.count == 0 { try await Task.sleep(for: .milliseconds(1)) }
                #expect(try await deployment.servers[0].stop() == 0)
                let stream = try await text.value
                #expect(stream.contains("retry: "))
                #expect(stream.hasSuffix("0\r\n\r\n"))
            }
        }

        /// Writes over several connections at the same time; returns how many requests were answered.
        private static func write(to port: UInt16, token: String, tally: Occurrences) async throws -> Int {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<clients {
                    group.addTask {
                        try await BlockingWork.run {
                            try KeptConnection(port: port, token: token).writeUntilClosed { tally.add() }
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
        }

        /// Reads the alert stream to its end, and counts each time that it goes on.
        private static func readStream(of port: UInt16, token: String, tally: Occurrences) async throws -> String {
            try await BlockingWork.run {
                let socket = try TCPSocket.connect(to: port)
                let head = "GET /v1/alerts/stream HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n\r\n"
                _ = socket.send(head.utf8)
                var bytes: [UInt8] = []
                while true {
                    let more = socket.receive()
                    if more.isEmpty { return String(decoding: bytes, as: UTF8.self) }
                    bytes += more
                    if String(decoding: bytes, as: UTF8.self).contains("id: ") { tally.add() }
                }
            }
        }
    }
}

/// Counts across threads.
private final class Occurrences: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock(\.self) }

    func add() { value.withLock { $0 += 1 } }
}

/// A connection over which patients are admitted one after the other, for as long as it is kept.
private struct KeptConnection {
    private let socket: TCPSocket
    private let request: [UInt8]

    init(port: UInt16, token: String) throws {
        let body = "{\"name\":\"Patient\",\"timeZone\":\"Europe/Berlin\",\"limitsGroup\":\"standard\"}"
        let head =
            "POST /v1/patients HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token)\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        request = Array((head + body).utf8)
        socket = try TCPSocket.connect(to: port)
    }

    /// Sends each request whole and waits for its answer; returns how many were answered when the server hung up.
    func writeUntilClosed(_ answered: () -> Void) throws -> Int {
        var count = 0
        while socket.send(request), let answer = readAnswer() {
            guard answer.hasPrefix("HTTP/1.1 201") else { throw EndToEndError("answered \(answer)") }
            count += 1
            answered()
        }
        return count
    }

    /// One whole answer; nil when the connection ended before its first byte.
    private func readAnswer() -> String? {
        var text = ""
        while true {
            let more = socket.receive()
            if more.isEmpty { return text.isEmpty ? nil : "half an answer: \(text)" }
            text += String(decoding: more, as: UTF8.self)
            guard let end = text.range(of: "\r\n\r\n"), let length = contentLength(text[..<end.lowerBound]) else {
                continue
            }
            if text[end.upperBound...].utf8.count >= length { return text }
        }
    }

    private func contentLength(_ head: Substring) -> Int? {
        let prefix = "content-length: "
        let line = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(prefix) }
        return line.flatMap { Int($0.dropFirst(prefix.count)) }
    }
}
