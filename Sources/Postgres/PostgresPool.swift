import EventLoops
import Logging
import Synchronization

/// A limited number of connections, shared by all tasks of the process.
///
/// A task that runs on an event loop gets a connection of that loop where it can. A connection that the server has hung
/// up on is replaced before it is handed out, and one that is lost in use takes all that wait with it; while the server
/// is away, new ones are tried for with growing pauses until the wait limit has passed.
public final class PostgresPool: Sendable {
    /// The pause before the second attempt to connect; it doubles with each further one.
    private static let reconnectPause: Duration = .milliseconds(50)
    /// The longest pause between two attempts.
    private static let maximumReconnectPause: Duration = .seconds(1)

    private let configuration: PostgresConfiguration
    private let limits: PostgresPoolLimits
    private let group: EventLoopGroup
    /// Where the pool says that it cannot connect, for others that connect to the same database.
    public let outage: OutageLog
    private let state: Mutex<PoolState>

    /// Makes a pool; it connects when it is first asked.
    public init(
        _ configuration: PostgresConfiguration,
        group: EventLoopGroup,
        limits: PostgresPoolLimits = .init(),
        logger: Logger = Logger(label: "postgres")
    ) {
        self.configuration = configuration
        self.limits = limits
        self.group = group
        outage = OutageLog(logger: logger)
        state = Mutex(PoolState(limits: limits))
    }

    /// What the pool is doing now.
    public var status: PostgresPoolStatus { state.withLock { $0.status } }

    /// Lends a connection to `body`, which has it for itself meanwhile.
    ///
    /// What a session keeps (SET, LISTEN, session locks, temporary tables) stays with the connection: use SET LOCAL
    /// in a transaction. A transaction that `body` leaves open is rolled back.
    ///
    /// - Returns: What `body` returned.
    /// - Throws: What `body` threw; `PostgresError` of code `pool-exhausted` when no connection became free within
    ///   the wait limit, `pool-closed`, `cancelled`, or why no connection could be made.
    public func withConnection<Result>(
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await acquire()
        let result: Result
        do {
            result = try await body(connection)
        } catch {
            await release(connection)
            throw error
        }
        await release(connection)
        return result
    }

    /// Lends a connection for a transaction; see `PostgresConnection.transaction`.
    public func transaction<Result>(
        isolation: TransactionIsolation = .readCommitted,
        retries: Int = 0,
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        try await withConnection { connection in
            try await connection.transaction(isolation: isolation, retries: retries, body)
        }
    }

    /// Closes all connections, those in use when they come back, and refuses whoever waits.
    public func close() async {
        for connection in state.withLock({ $0.close() }) { await connection.close() }
    }

    // MARK: Lending

    private func acquire() async throws(PostgresError) -> PostgresConnection {
        let deadline = ContinuousClock.now + limits.waitLimit
        let loop = EventLoop.current
        switch state.withLock({ $0.acquire(on: loop) }) {
        case .refused(let error): throw error
        case .granted(let grant): return try await redeem(grant, loop, deadline)
        case .wait(let waiter): return try await redeem(try await wait(for: waiter), loop, deadline)
        }
    }

    private func wait(for waiter: PoolState.Waiter) async throws(PostgresError) -> PoolState.Grant {
        let limit = limits.waitLimit
        group.next().schedule(after: limit) { [self] in
            refuse(waiter, PostgresError(.poolExhausted, "no connection became free within \(limit)"))
        }
        let outcome = await withTaskCancellationHandler {
            await waiter.value()
        } onCancel: {
            refuse(waiter, PostgresError(.cancelled, "the task was cancelled while it waited for a connection"))
        }
        return try outcome.get()
    }

    private func refuse(_ waiter: PoolState.Waiter, _ error: PostgresError) {
        state.withLock { $0.abandon(waiter) }
        waiter.fulfil(.failure(error))
    }

    private func redeem(
        _ grant: PoolState.Grant,
        _ loop: EventLoop?,
        _ deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        if case .connection(let connection) = grant {
            if await connection.onLoop({ $0.isUsable() }) { return connection }
            await connection.close()
        }
        do throws(PostgresError) {
            return try await open(on: loop ?? group.next(), deadline)
        } catch {
            state.withLock { $0.releaseSlot() }
            throw error
        }
    }

    private func open(
        on loop: EventLoop,
        _ deadline: ContinuousClock.Instant
    ) async throws(PostgresError) -> PostgresConnection {
        var backoff = Backoff(initial: PostgresPool.reconnectPause, maximum: PostgresPool.maximumReconnectPause)
        while true {
            var attempt = configuration
            let began = ContinuousClock.now
            let remaining = max(.zero, began.duration(to: deadline))
            attempt.connectTimeLimit = min(attempt.connectTimeLimit, remaining)
            do throws(PostgresError) {
                let connection = try await PostgresConnection.connect(attempt, on: loop)
                outage.succeeded()
                return connection
            } catch {
                outage.failed(error, since: began)
                let pause = backoff.next()
                guard error.isPassingConnectFailure, ContinuousClock.now + pause < deadline else { throw error }
                do {
                    try await loop.sleep(for: pause)
                } catch {
                    throw PostgresError(.cancelled, "the task was cancelled while connecting")
                }
            }
        }
    }

    private func release(_ connection: PostgresConnection) async {
        if await connection.onLoop({ $0.isInTransaction }) { await connection.rollBack() }
        let isReusable = await connection.onLoop { !$0.isClosed && !$0.isInUse }
        guard isReusable else {
            let isLost = await connection.onLoop { $0.isClosed }
            await connection.close()
            state.withLock { $0.releaseSlot() }
            // What took this one may have taken those that wait too, without a word: each of them would cost somebody
            // a statement's whole time to find out.
            if isLost { for other in state.withLock({ $0.dropIdle() }) { await other.close() } }
            return
        }
        if !state.withLock({ $0.release(connection) }) { await connection.close() }
    }
}
