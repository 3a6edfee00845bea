import Logging
import Synchronization

/// Keeps what is logged, for a test to look at.
final class RecordingLog: Sendable {
    private let recorded = Mutex<[(level: Logger.Level, message: String)]>([])

    /// A logger that writes here.
    var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    /// What was logged at a level.
    func messages(at level: Logger.Level) -> [String] {
        recorded.withLock { $0.filter { $0.level == level }.map(\.message) }
    }

    private struct Handler: LogHandler {
        let log: RecordingLog
        var logLevel = Logger.Level.trace
        var metadata = Logger.Metadata()

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.recorded.withLock { $0.append((event.level, event.message.description)) }
        }
    }
}
