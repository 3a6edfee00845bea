/// What can go wrong between us and the server.
///
/// It never holds a parameter, a row's value, the text of a statement or a password: the server's DETAIL, HINT and
/// CONTEXT are dropped, and its message is kept only for conditions whose messages name nothing but tables, columns,
/// constraints, roles and the like.
public struct PostgresError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The stable name of what went wrong.
    public enum Code: String, Sendable {
        /// The connection string is malformed.
        case invalidConnectionString = "invalid-connection-string"
        /// No connection could be made: nobody answers, or the server refuses the login (then with its SQLSTATE).
        case connectFailed = "connect-failed"
        /// No connection was made within the limit.
        case connectTimedOut = "connect-timed-out"
        /// The connection is gone; whether the statement took effect is unknown.
        case connectionLost = "connection-lost"
        /// The connection is running a statement for somebody else.
        case connectionBusy = "connection-busy"
        /// The server refused the statement; `sqlState` says why.
        case server
        /// The task was cancelled; the statement had no effect.
        case cancelled
        /// The statement's time limit passed; the statement had no effect.
        case timedOut = "timed-out"
        /// A parameter cannot be sent.
        case invalidParameter = "invalid-parameter"
        /// A column is missing or is not of the type that was asked for.
        case decoding
        /// The transaction had failed before and was rolled back in place of the commit.
        case transactionAborted = "transaction-aborted"
        /// A transaction was begun inside another one.
        case nestedTransaction = "nested-transaction"
        /// No connection of the pool became free within the limit.
        case poolExhausted = "pool-exhausted"
        /// The server answers and says that it listens, but what is notified does not arrive.
        case notificationsLost = "notifications-lost"
        /// The pool was closed.
        case poolClosed = "pool-closed"
        /// The folder of migrations is not readable or its files are not numbered as they must be.
        case migrationsInvalid = "migrations-invalid"
        /// A migration that has landed was changed, removed or overtaken.
        case migrationsDiverged = "migrations-diverged"
    }

    /// What went wrong.
    public let code: Code
    /// What went wrong, in words that are safe to log.
    public internal(set) var message: String
    /// The server's name of the condition, when the server reported it.
    public internal(set) var sqlState: PostgresSQLState?
    /// ERROR, FATAL or PANIC, when the server reported it.
    public internal(set) var severity: String?
    /// The constraint that a row broke.
    public internal(set) var constraint: String?
    /// The table that the condition is about.
    public internal(set) var table: String?
    /// The column that the condition is about.
    public internal(set) var column: String?
    /// Where in the statement the condition lies, in characters from 1.
    public internal(set) var position: Int?
    /// Which statement of a pipeline failed, from 0.
    public internal(set) var statementIndex: Int?

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// True when running the whole transaction again may succeed: a serialization failure or a deadlock.
    public var isWorthRetrying: Bool { sqlState == .serializationFailure || sqlState == .deadlockDetected }

    /// Safe to log.
    public var description: String {
        var text = "postgres.\(code.rawValue)"
        if let sqlState { text += " \(sqlState)" }
        text += ": \(message)"
        let details: [(name: String, value: String?)] = [
            ("constraint", constraint), ("table", table), ("column", column),
            ("position", position.map(String.init)), ("statement", statementIndex.map(String.init)),
        ]
        let known = details.compactMap { detail in detail.value.map { "\(detail.name) \($0)" } }
        return known.isEmpty ? text : text + " (" + known.joined(separator: ", ") + ")"
    }
}
