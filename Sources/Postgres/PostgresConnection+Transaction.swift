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
    }

    /// Sends a BEGIN that no statement with parameters has taken along.
    func begin(_ watch: inout StatementWatch) async throws(PostgresError) {
        guard let begin = pendingBegin else { return }
        pendingBegin = nil
        _ = try await run([PostgresStatement(begin)], &watch)
    }

    private func commit() async throws(PostgresError) {
        if pendingBegin != nil {
            pendingBegin = nil
            return
        }
        if Task.isCancelled { throw StatementWatch.error(for: .cancelled) }
        // A cancel request could come before or after the point of no return: from here on it is not heeded.
        var watch = StatementWatch(limit: configuration.statementTimeLimit, heedsCancellation: false)
        let rows = try await run([PostgresStatement("COMMIT")], &watch)
        guard rows[0].commandTag == "COMMIT" else {
            throw PostgresError(.transactionAborted, "a statement had failed, the transaction was rolled back")
        }
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
