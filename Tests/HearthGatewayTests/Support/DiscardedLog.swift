import Logging

/// A log that nobody reads; every message is made all the same, so that a test goes through it.
struct DiscardedLog: LogHandler {
    var logLevel = Logger.Level.trace
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        _ = event.message.description
    }
}
