/// How to reach a server, and how long to wait for it.
public struct PostgresConfiguration: Sendable, Equatable {
    /// Ten seconds: a server that is alive answers far sooner, even over TLS on a bad line.
    public static let defaultConnectTimeLimit: Duration = .seconds(10)
    /// Half a minute: longer than any statement of the service should take, short enough to notice.
    public static let defaultStatementTimeLimit: Duration = .seconds(30)
    /// Statements that a connection keeps prepared: more than the service has, few enough for the server's memory.
    public static let defaultPreparedStatements = 256

    /// libpq's connection string (keywords or URI), with whatever it has for TLS and several hosts.
    public var connectionString: String
    /// How long connecting may take, host names and TLS included.
    public var connectTimeLimit: Duration
    /// How long a statement (or a pipeline of them) may take unless the call says otherwise.
    public var statementTimeLimit: Duration
    /// How many statements a connection keeps prepared.
    public var preparedStatements: Int
    /// What the server shows in `pg_stat_activity`, unless the connection string says otherwise.
    public var applicationName: String

    /// Takes the connection string, and the defaults for everything else.
    public init(
        _ connectionString: String,
        connectTimeLimit: Duration = defaultConnectTimeLimit,
        statementTimeLimit: Duration = defaultStatementTimeLimit,
        preparedStatements: Int = defaultPreparedStatements,
        applicationName: String = "hearth"
    ) {
        precondition(preparedStatements > 0, "a connection keeps at least the statement that it runs")
        self.connectionString = connectionString
        self.connectTimeLimit = connectTimeLimit
        self.statementTimeLimit = statementTimeLimit
        self.preparedStatements = preparedStatements
        self.applicationName = applicationName
    }
}
