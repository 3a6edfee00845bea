/// What can go wrong while a private cluster is made, started or used.
public struct PrivateClusterError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The stable name of what went wrong.
    public enum Code: String, Sendable {
        /// No PostgreSQL server binaries are installed (or none of the version that made the folder).
        case binariesMissing = "binaries-missing"
        /// The process runs as root and there is no other user to run PostgreSQL as.
        case userMissing = "user-missing"
        /// The user that PostgreSQL runs as cannot reach the folder.
        case directoryUnreachable = "directory-unreachable"
        /// A folder or file could not be made, read or removed.
        case fileSystem = "file-system"
        /// A program could not be started at all.
        case spawnFailed = "spawn-failed"
        /// A program ended with a failure.
        case commandFailed = "command-failed"
        /// The server did not become ready in time, or ended before it was.
        case notReady = "not-ready"
    }

    /// What went wrong.
    public let code: Code
    /// What went wrong with which folder or program.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Safe to log.
    public var description: String { "private-cluster.\(code.rawValue): \(message)" }
}
