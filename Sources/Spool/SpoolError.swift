/// Why the spool did not do what it was asked for.
public struct SpoolError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What went wrong; the raw values are stable.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no room; the device must not be confirmed, so that it keeps its data.
        case spoolFull = "spool.full"
        /// The file cannot be opened, created or made private.
        case cannotOpen = "spool.cannot-open"
        /// The file is not a spool, or is damaged.
        case damaged = "spool.damaged"
        /// The file was written by a newer version of the gateway.
        case newerSchema = "spool.newer-schema"
        /// The caller gave up; nothing was changed.
        case cancelled = "spool.cancelled"
        /// SQLite refused or failed; nothing was changed.
        case database = "spool.database"
    }

    /// What went wrong.
    public let code: Code
    /// What SQLite or the system says of it; no content.
    public let cause: String

    /// Makes an error.
    public init(_ code: Code, cause: String = "") {
        self.code = code
        self.cause = cause
    }

    /// Safe to log.
    public var description: String { cause.isEmpty ? code.rawValue : "\(code.rawValue): \(cause)" }
}
