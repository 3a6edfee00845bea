import Foundation
import Logging

/// Logging for programs that systemd runs: one line an event on standard error, led by its syslog priority.
///
/// journald stamps the time itself. Outside systemd the priority is left out and the level is written instead.
public struct JournalLog: LogHandler {
    /// The lowest level that is written.
    public var logLevel: Logger.Level
    /// What every line of this logger carries.
    public var metadata: Logger.Metadata = [:]

    private let label: String
    private let isUnderJournal: Bool

    /// Makes logging the process's own, with the level that the key `log.level` names (`defaultLevel` when it is not
    /// set).
    ///
    /// - Throws: `SettingsError.malformed` when the level is none of swift-log's.
    public static func start(
        label: String,
        settings: SettingsReader,
        defaultLevel: Logger.Level = .info
    ) throws(SettingsError) -> Logger {
        let level = try settings.choice("log.level", default: defaultLevel)
        let isUnderJournal = ProcessInfo.processInfo.environment["JOURNAL_STREAM"] != nil
        LoggingSystem.bootstrap { JournalLog(logLevel: level, label: $0, isUnderJournal: isUnderJournal) }
        return Logger(label: label)
    }

    private init(logLevel: Logger.Level, label: String, isUnderJournal: Bool) {
        self.logLevel = logLevel
        self.label = label
        self.isUnderJournal = isUnderJournal
    }

    /// One item of the metadata that every line carries.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one line.
    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(JournalLog.oneLine($0.value.description))" }
        let lead = isUnderJournal ? "<\(event.level.syslogPriority)>" : "\(event.level) "
        let line = lead + label + ": " + JournalLog.oneLine(event.message.description) + pairs.joined() + "\n"
        FileHandle.standardError.write(Data(line.utf8))
    }

    /// Keeps a message from forging a line of its own.
    private static func oneLine(_ text: String) -> String {
        // Nearly every text is of these bytes, among which none ends a line; looking at characters costs far more.
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
        return String(text.map { $0.isNewline ? " " : $0 })
    }
}

extension Logger.Level {
    /// The priority of syslog (RFC 5424, table 2) that journald reads at the start of a line.
    fileprivate var syslogPriority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
