/// What a pool is doing at a moment.
public struct PostgresPoolStatus: Sendable, Equatable {
    /// Connections that are open or being made.
    public let open: Int
    /// Open connections that nobody uses.
    public let idle: Int
    /// Tasks that wait for a connection.
    public let waiting: Int
}
