import CLibPQ
import EventLoops

/// Moving bytes: everything that waits for the server.
extension PostgresConnection {
    /// How often a blocked write looks for the server's answers: both sides may be waiting to write.
    private static let blockedWriteSlice: Duration = .milliseconds(10)
    /// How often a wait over TLS looks again: decrypted bytes may sit in OpenSSL, where epoll does not see them.
    private static let tlsSlice: Duration = .milliseconds(50)

    /// Runs one exchange with the server: refuses a second one meanwhile, and gives the connection up when the
    /// exchange has left it in no known state.
    ///
    /// `inCopy` is true for the exchanges of a COPY, which is open from its first one to its last.
    func exclusively<Value>(
        inCopy: Bool = false,
        _ watch: inout StatementWatch,
        _ body: (inout StatementWatch) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        guard !isBusy, isCopying == inCopy else {
            throw PostgresError(.connectionBusy, "another task is using the connection")
        }
        guard !isClosed else { throw connectionLost() }
        if watch.minds && Task.isCancelled { throw StatementWatch.error(for: .cancelled) }
        isBusy = true
        defer { isBusy = false }
        do throws(PostgresError) {
            let value = try await body(&watch)
            await settle(watch)
            return value
        } catch {
            await settle(watch)
            if isClosed || error.endsSession { close() }
            throw watch.translate(error)
        }
    }

    /// Waits until a cancel request can do no more harm.
    private func settle(_ watch: StatementWatch) async {
        guard let request = watch.cancelRequest, !isClosed else { return }
        if await !request.isSettled(within: StatementWatch.drainLimit, on: loop) { close() }
    }

    /// Sends what libpq holds back.
    func flush(_ watch: inout StatementWatch) async throws(PostgresError) {
        while true {
            switch PQflush(handle) {
            case 0: return
            case 1: try await wait(toWrite: true, &watch)
            default: throw giveUp()
            }
        }
    }

    /// The next result of the statement that runs, or nil at its end.
    func nextResult(_ watch: inout StatementWatch) async throws(PostgresError) -> OpaquePointer? {
        while PQisBusy(handle) == 1 {
            try await wait(toWrite: false, &watch)
            guard PQconsumeInput(handle) == 1 else {
                // What the server said last may have come before its end.
                if PQisBusy(handle) == 0 { break }
                throw giveUp()
            }
        }
        return PQgetResult(handle)
    }

    private func wait(toWrite: Bool, _ watch: inout StatementWatch) async throws(PostgresError) {
        guard let source else { throw connectionLost() }
        source.rearm()
        var limit = watch.remaining
        if toWrite {
            limit = min(limit, PostgresConnection.blockedWriteSlice)
        } else if PQsslInUse(handle) == 1 {
            limit = min(limit, PostgresConnection.tlsSlice)
        }
        let outcome =
            watch.minds
            ? await wait(on: source, toWrite: toWrite, limit: limit)
            : await waitOut(on: source, toWrite: toWrite, limit: limit)
        if outcome == .closed { throw connectionLost() }
        if watch.minds && Task.isCancelled {
            watch.interrupt(.cancelled, CancelRequest(session: handle))
        } else if watch.isExpired && outcome != .ready {
            guard watch.interruption == nil else { throw giveUp() }
            watch.interrupt(.timedOut, CancelRequest(session: handle))
        }
    }

    /// Closes a connection whose state is no longer known.
    func giveUp() -> PostgresError {
        let error = connectionLost()
        close()
        return error
    }

    func connectionLost() -> PostgresError { PostgresError(.connectionLost, "the connection to the server is gone") }

    /// Reads an error result and frees it.
    func error(taking result: OpaquePointer?) -> PostgresError {
        defer { PQclear(result) }
        let error = PostgresError(result: result, code: .server)
        guard error.sqlState == nil || error.endsSession else { return error }
        return PostgresError(result: result, code: .connectionLost)
    }
}
