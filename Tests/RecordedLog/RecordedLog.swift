import Logging
import Synchronization

/// Keeps what is logged, for a test to look at.
public final class RecordedLog: Sendable {
    private let recorded = Mutex<[(level: Logger.Level, message: String)]>([])

    /// Makes an empty one.
    public init() {}

    /// A logger that writes here.
    public var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    /// What was logged at a level.
    public func messages(at level: Logger.Level) -> [String] {
        recorded.withLock { $0.filter { $0.level == level }.map(\.message) }
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
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
