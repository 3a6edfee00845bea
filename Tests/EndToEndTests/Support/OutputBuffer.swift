import Foundation
import Synchronization

/// The last bytes that a process wrote to one of its outputs, read by a thread of its own.
final class OutputBuffer: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var hasEnded = false
    }

    /// More than a failure needs to be understood.
    private static let maximumBytes = 64 << 10
    private static let readBytes = 4096
    private static let pollInterval: Duration = .milliseconds(5)

    private let state = Mutex(State())

    /// Takes over the reading end of a pipe and reads it to its end.
    init(reading descriptor: Int32) {
        let reader = Thread { [self] in
            var chunk = [UInt8](repeating: 0, count: OutputBuffer.readBytes)
            while true {
                let count = read(descriptor, &chunk, chunk.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { break }
                append(chunk[..<count])
            }
            close(descriptor)
            state.withLock { $0.hasEnded = true }
        }
        reader.name = "child-output"
        reader.start()
    }

    /// What was written last.
    var text: String { state.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

    /// The complete and incomplete lines of `text`.
    var lines: [Substring] { text.split(separator: "\n") }

    /// Waits until nobody can write any more.
    func ended(within limit: Duration) async {
        _ = await poll(within: limit) { $0.hasEnded ? true : nil }
    }

    /// Waits for a complete line that begins with `prefix`, and returns what follows it; nil when none came in time.
    func line(startingWith prefix: String, within limit: Duration) async -> String? {
        await poll(within: limit) { state in
            let text = String(decoding: state.bytes, as: UTF8.self)
            let complete = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            return complete.first { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        }
    }

    private func append(_ chunk: ArraySlice<UInt8>) {
        state.withLock { state in
            state.bytes += chunk
            let excess = state.bytes.count - OutputBuffer.maximumBytes
            if excess > 0 { state.bytes.removeFirst(excess) }
        }
    }

    private func poll<Value>(within limit: Duration, _ find: (State) -> Value?) async -> Value? {
        let deadline = ContinuousClock.now + limit
        while true {
            let (found, hasEnded) = state.withLock { (find($0), $0.hasEnded) }
            if found != nil || hasEnded || ContinuousClock.now >= deadline { return found }
            guard (try? await Task.sleep(for: OutputBuffer.pollInterval)) != nil else { return nil }
        }
    }
}
