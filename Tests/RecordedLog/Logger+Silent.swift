import Logging

extension Logger {
    /// Keeps nothing, but has every message made, as a logger of the lowest level does: what only developers see must
    /// not fail either.
    public static let silent = Logger(label: "test") { _ in SilentHandler() }
}

private struct SilentHandler: LogHandler {
    var logLevel = Logger.Level.trace
    var metadata = Logger.Metadata()

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {}
}
