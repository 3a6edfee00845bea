import EventLoops
import ExactJSON
import Foundation

/// What on-call staff see: the live stream of alert events, read over HTTP as a browser would.
struct OnCallScreen: Sendable {
    /// The longest line of the stream: an event is a few hundred bytes.
    private static let longestLine = 65_536

    let port: UInt16
    let token: String
    let loop: EventLoop

    /// Hands every event to `show` until the server ends the stream or the task is cancelled.
    ///
    /// - Throws: `DemoError.stream` when the stream cannot be opened.
    func watch(_ show: @escaping @Sendable (ScreenEvent) async -> Void) async throws {
        let descriptor = try connect()
        defer { close(descriptor) }
        let source = try EventSource(descriptor: descriptor, on: loop)
        defer { source.close() }
        let request =
            "GET /v1/alerts/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n"
            + "Last-Event-ID: 0\r\nAuthorization: Bearer \(token)\r\n\r\n"
        guard send(descriptor, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count else {
            throw DemoError.stream
        }
        try await withTaskCancellationHandler {
            try await readLines(source, show)
        } onCancel: {
            loop.execute { source.close() }
        }
    }

    private func readLines(_ source: EventSource, _ show: (ScreenEvent) async -> Void) async throws {
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while await source.readable() == .ready {
            let count = recv(source.descriptor, &chunk, chunk.count, Int32(MSG_DONTWAIT))
            if count < 0, errno == EAGAIN {
                source.drainedReads()
                continue
            }
            guard count > 0 else { return }
            pending += chunk[..<count]
            guard pending.count <= OnCallScreen.longestLine else { throw DemoError.stream }
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(pending[..<end])
                pending.removeFirst(end + 1)
                if let event = ScreenEvent(line: line) { await show(event) }
            }
        }
    }

    private func connect() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw DemoError.stream }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            close(descriptor)
            throw DemoError.stream
        }
        return descriptor
    }
}
