import CLibPQ
import EventLoops

/// Transactions.
extension PostgresConnection {
    /// The pause before a transaction's second run; it doubles with each further one.
    private static let retryPause: Duration = .milliseconds(5)
    /// The longest pause between two runs.
    private static let maximumRetryPause: Duration = .milliseconds(200)

    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    ///
    /// BEGIN travels with the first statement. Statements inside go through the same connection.
    ///
    /// - Parameters:
    ///   - isolation: What the transaction sees of others.
    ///   - retries: How often the whole of `body` is run again after a serialization failure or a deadlock.
    ///   - body: What to do; it must be harmless to run again when `retries` is not 0.
    /// - Returns: What `body` returned; it is committed.
    /// - Throws: What `body` threw, or a `PostgresError` from the commit. With `connection-lost` it is unknown
    ///   whether the commit took effect.
    public nonisolated func transaction<Result>(
        isolation: TransactionIsolation = .readCommitted,
        retries: Int = 0,
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        var backoff = Backoff(initial: PostgresConnection.retryPause, maximum: PostgresConnection.maximumRetryPause)
        var retriesLeft = retries
        while true {
            try await startTransaction(isolation)
            do {
                let result = try await body(self)
                try await commit()
                return result
            } catch {
                await rollBack()
                guard retriesLeft > 0, (error as? PostgresError)?.isWorthRetrying == true else { throw error }
                retriesLeft -= 1
                try await loop.sleep(for: backoff.next())
            }
        }
    }

    private func startTransaction(_ isolation: TransactionIsolation) throws(PostgresError) {
        guard !isClosed else { throw connectionLost() }
        guard !isInTransaction else {
            throw PostgresError(.nestedTransaction, "the connection is in a transaction already")
        }
        pendingBegin = "BEGIN ISOLATION LEVEL \(isolation.rawValue)"
        isCommitted = false
    }

    /// Runs the last statements of a transaction and commits it in the same round trip.
    ///
    /// To be called by the body of `transaction`, as the last thing that it does with the connection. The cancellation
    /// of the task is not heeded: it could come before or after the point of no return.
    ///
    /// - Parameters:
    ///   - statements: The statements, in order.
    ///   - timeLimit: How long all of them together may take; nil takes the configuration's limit.
    /// - Returns: The rows of each statement; they are committed.
    /// - Throws: `PostgresError`, with the failed statement's index. With `connection-lost` or `timed-out` it is
    ///   unknown whether the commit took effect; with all others nothing was committed.
    public func commit(
        after statements: [PostgresStatement],
        timeLimit: Duration? = nil
    ) async throws(PostgresError) -> [PostgresRows] {
        guard isInTransaction else {
            throw PostgresError(.transactionAborted, "there is no transaction to commit")
        }
        var watch = StatementWatch(
            limit: timeLimit ?? configuration.statementTimeLimit,
            heedsCancellation: false
        )
        let rows = try await run(statements + [PostgresStatement("COMMIT")], &watch)
        guard rows.last?.commandTag == "COMMIT" else {
            throw PostgresError(.transactionAborted, "a statement had failed, the transaction was rolled back")
        }
        isCommitted = true
        return Array(rows.dropLast())
    }

    /// Sends a BEGIN that no statement with parameters has taken along.
    func begin(_ watch: inout StatementWatch) async throws(PostgresError) {
        guard let begin = pendingBegin else { return }
        pendingBegin = nil
        _ = try await run([PostgresStatement(begin)], &watch)
    }

    private func commit() async throws(PostgresError) {
        if isCommitted { return }
        if pendingBegin != nil {
            pendingBegin = nil
            return
        }
        if Task.isCancelled { throw StatementWatch.error(for: .cancelled) }
        _ = try await commit(after: [])
    }

    /// Ends the transaction, if need be with the connection.
    func rollBack() async {
        pendingBegin = nil
        guard !isClosed, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        var watch = StatementWatch(limit: StatementWatch.drainLimit, heedsCancellation: false)
        do {
            _ = try await run([PostgresStatement("ROLLBACK")], &watch)
        } catch {
            close()
        }
    }
}
