/// A SQLSTATE, PostgreSQL's five-character name of a condition (appendix A of its manual).
public struct PostgresSQLState: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The five characters.
    public let rawValue: String

    /// Takes the five characters as they are.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The five characters.
    public var description: String { rawValue }

    /// The first two characters: what kind of condition it is.
    var conditionClass: Substring { rawValue.prefix(2) }

    /// A row breaks a NOT NULL constraint.
    public static let notNullViolation = PostgresSQLState(rawValue: "23502")
    /// A row names another row that does not exist, or is named by one.
    public static let foreignKeyViolation = PostgresSQLState(rawValue: "23503")
    /// A row with this key exists.
    public static let uniqueViolation = PostgresSQLState(rawValue: "23505")
    /// A row breaks a CHECK constraint.
    public static let checkViolation = PostgresSQLState(rawValue: "23514")
    /// A row breaks an EXCLUDE constraint, such as spans of time that must not overlap.
    public static let exclusionViolation = PostgresSQLState(rawValue: "23P01")
    /// Two transactions could not be put in an order; running one of them again helps.
    public static let serializationFailure = PostgresSQLState(rawValue: "40001")
    /// Two transactions waited for each other; running one of them again helps.
    public static let deadlockDetected = PostgresSQLState(rawValue: "40P01")
    /// The role may not do this.
    public static let insufficientPrivilege = PostgresSQLState(rawValue: "42501")
    /// The script is not SQL.
    public static let syntaxError = PostgresSQLState(rawValue: "42601")
    /// The statement was cancelled, by us or by a limit of the server.
    public static let queryCanceled = PostgresSQLState(rawValue: "57014")
    /// An administrator ended the session.
    public static let adminShutdown = PostgresSQLState(rawValue: "57P01")
    /// The server is starting, stopping or recovering.
    public static let cannotConnectNow = PostgresSQLState(rawValue: "57P03")

    static let tooManyConnections = PostgresSQLState(rawValue: "53300")
    static let featureNotSupported = PostgresSQLState(rawValue: "0A000")
    static let invalidStatementName = PostgresSQLState(rawValue: "26000")
}
