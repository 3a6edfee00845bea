/// The limits of a pool.
public struct PostgresPoolLimits: Sendable, Equatable {
    /// A few per core of a small database server; PostgreSQL's own default allows 100 in all.
    public static let defaultConnections = 16
    /// Five seconds: whoever waits longer for a connection is better told so than left hanging.
    public static let defaultWaitLimit: Duration = .seconds(5)
    /// As many as a busy server has requests at once; more than that will not be served in time anyway.
    public static let defaultWaiters = 1_000

    /// Open connections at most.
    public var connections: Int
    /// How long to wait for a connection, the making of a new one included.
    public var waitLimit: Duration
    /// Tasks that wait at most; further ones are refused at once.
    public var waiters: Int

    /// Takes the limits as they are.
    public init(
        connections: Int = defaultConnections,
        waitLimit: Duration = defaultWaitLimit,
        waiters: Int = defaultWaiters
    ) {
        precondition(connections > 0 && waiters >= 0, "a pool has at least one connection")
        self.connections = connections
        self.waitLimit = waitLimit
        self.waiters = waiters
    }
}
