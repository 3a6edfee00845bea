import CLibPQ
import EventLoops
import Foundation

/// One session with the server, on an event loop.
///
/// It serves one task at a time: a second statement while one runs is refused, not queued; a pool hands connections
/// out one by one. Statements are prepared once and kept, parameters and results travel in binary form.
public actor PostgresConnection {
    /// The loop that the connection lives on: tasks that run there use it without a change of thread.
    public nonisolated let loop: EventLoop
    /// Runs the actor on its loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    let configuration: PostgresConfiguration
    /// libpq's connection; nil before it is made and after it is closed.
    var handle: OpaquePointer?
    var source: EventSource?
    var cache: StatementCache
    /// True from a statement's first byte to the end of its answer.
    var isBusy = false
    /// True from the start of a COPY to its end.
    var isCopying = false
    /// Bytes of that COPY that libpq has taken and not been told to send.
    var unsentCopyBytes = 0
    /// True from a COMMIT that travelled with the transaction's last statements to the end of its body.
    var isCommitted = false
    /// A BEGIN that waits to travel with the transaction's first statement.
    var pendingBegin: String?

    /// Connects.
    ///
    /// - Parameters:
    ///   - configuration: Where to and within which time.
    ///   - loop: Where the connection is to live.
    /// - Returns: A connection that is ready for statements.
    /// - Throws: `PostgresError` of code `connect-failed`, `connect-timed-out`, `invalid-connection-string` or
    ///   `cancelled`.
    public static func connect(
        _ configuration: PostgresConfiguration,
        on loop: EventLoop
    ) async throws(PostgresError) -> PostgresConnection {
        let connection = PostgresConnection(configuration, on: loop)
        try await connection.open()
        return connection
    }

    private init(_ configuration: PostgresConfiguration, on loop: EventLoop) {
        self.configuration = configuration
        self.loop = loop
        cache = StatementCache(capacity: configuration.preparedStatements)
    }

    isolated deinit {
        source?.close()
        PQfinish(handle)
    }

    /// True once the session is over, whoever ended it.
    public var isClosed: Bool { handle == nil || PQstatus(handle) == CONNECTION_BAD }

    /// The server's process for this session, as `pg_stat_activity` and `pg_terminate_backend` name it.
    public var backendProcess: Int32 { PQbackendPID(handle) }

    /// True between the start and the end of a transaction, a failed one included.
    public var isInTransaction: Bool { pendingBegin != nil || PQtransactionStatus(handle) != PQTRANS_IDLE }

    /// True while a statement or a COPY is running.
    var isInUse: Bool { isBusy || isCopying }

    /// Ends the session; a transaction that is open is rolled back by the server.
    public func close() {
        source?.close()
        source = nil
        PQfinish(handle)
        handle = nil
        pendingBegin = nil
    }

    /// Looks whether the server has hung up while nobody used the connection, without asking it.
    func isUsable() -> Bool {
        guard !isInUse, !isClosed, !isInTransaction else { return false }
        var descriptor = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        guard poll(&descriptor, 1, 0) > 0 else { return true }
        // Something came unasked: a notice, a changed setting, or the farewell and then the end, hence twice.
        return PQconsumeInput(handle) == 1 && PQconsumeInput(handle) == 1 && !isClosed
    }
}
