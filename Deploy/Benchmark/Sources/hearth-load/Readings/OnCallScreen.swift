import Foundation
import Synchronization

/// The live stream of alert events, read by a thread of its own as a browser would.
final class OnCallScreen: Sendable {
    /// One event, by its patient.
    struct Event {
        let patient: UUID
        let seenAt: UInt64
    }

    /// How long nothing may come before what is missing counts as lost: a busy machine may stall for seconds.
    private static let patienceMilliseconds = 10_000

    private struct State {
        var events: [Event] = []
        var isOpen = false
    }

    private let state = Mutex(State())
    private let descriptor: Int32

    /// Opens the stream and waits until the server has answered.
    init(port: UInt16, token: String) throws(LoadError) {
        descriptor = try LoopbackSocket.connect(port: port)
        let request =
            "GET /v1/alerts/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
            + "Authorization: Bearer \(token)\r\n\r\n"
        guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else {
            throw LoadError.last("send")
        }
        let reader = Thread { [self] in read() }
        reader.name = "on-call-screen"
        reader.start()
        for _ in 0..<5_000 where !state.withLock({ $0.isOpen }) { usleep(1_000) }
        guard state.withLock({ $0.isOpen }) else { throw LoadError("the stream does not open") }
    }

    /// Waits until so many events were seen, and returns all that were.
    func events(expecting count: Int) -> [Event] {
        var (seen, patience) = (-1, 0)
        while seen < count, patience < OnCallScreen.patienceMilliseconds {
            usleep(1_000)
            let now = state.withLock { $0.events.count }
            patience = now == seen ? patience + 1 : 0
            seen = now
        }
        shutdown(descriptor, Int32(SHUT_RDWR))
        return state.withLock { $0.events }
    }

    private func read() {
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&wait, 1, -1) >= 0 {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count < 0, errno == EAGAIN { continue }
            guard count > 0 else { break }
            let time = MonotonicClock.now()
            pending += chunk[..<count]
            let lines = pending.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let events = lines.dropLast().compactMap(OnCallScreen.patient).map { Event(patient: $0, seenAt: time) }
            pending = Array(lines.last ?? [])
            state.withLock { state in
                state.events += events
                state.isOpen = true
            }
        }
        close(descriptor)
    }

    /// The patient of a `data:` line; nil for every other line.
    private static func patient(_ line: ArraySlice<UInt8>) -> UUID? {
        struct Document: Decodable { let patientId: UUID }
        let prefix = Array("data: ".utf8)
        guard line.starts(with: prefix) else { return nil }
        return try? JSONDecoder().decode(Document.self, from: Data(line.dropFirst(prefix.count))).patientId
    }
}
