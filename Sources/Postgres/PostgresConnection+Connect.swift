import CLibPQ
import EventLoops

/// Connecting.
extension PostgresConnection {
    func open() async throws(PostgresError) {
        let deadline = ContinuousClock.now + configuration.connectTimeLimit
        do throws(PostgresError) {
            var parameters = try ConnectionParameters(configuration)
            try await parameters.resolveHosts()
            handle = parameters.connect()
            guard PQstatus(handle) != CONNECTION_BAD else { throw PostgresError(connectFailureOf: handle) }
            // A refusal is reported as its SQLSTATE only, which is all that we take from the message.
            PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
            PQsetNoticeReceiver(handle, { _, _ in }, nil)
            try await finishConnecting(deadline: deadline)
            PQsetnonblocking(handle, 1)
            source = try watchSocket()
        } catch {
            close()
            throw error
        }
    }

    private func finishConnecting(deadline: ContinuousClock.Instant) async throws(PostgresError) {
        var polling = PGRES_POLLING_WRITING
        while polling != PGRES_POLLING_OK {
            guard polling == PGRES_POLLING_READING || polling == PGRES_POLLING_WRITING else {
                throw PostgresError(connectFailureOf: handle)
            }
            // libpq may use another socket after each step, even one of the same number: watch afresh.
            let source = try watchSocket()
            let limit = max(.zero, ContinuousClock.now.duration(to: deadline))
            let outcome = await wait(on: source, toWrite: polling == PGRES_POLLING_WRITING, limit: limit)
            source.close()
            if Task.isCancelled { throw PostgresError(.cancelled, "the task was cancelled while connecting") }
            guard outcome == .ready else {
                throw PostgresError(.connectTimedOut, "no connection within \(configuration.connectTimeLimit)")
            }
            polling = PQconnectPoll(handle)
        }
    }

    private func watchSocket() throws(PostgresError) -> EventSource {
        do {
            return try EventSource(descriptor: PQsocket(handle), on: loop)
        } catch {
            throw PostgresError(.connectFailed, error.description)
        }
    }

    /// Waits for the socket; the end of the task ends the wait as well.
    func wait(on source: EventSource, toWrite: Bool, limit: Duration) async -> WaitOutcome {
        await withTaskCancellationHandler {
            await waitOut(on: source, toWrite: toWrite, limit: limit)
        } onCancel: {
            // Runs on the loop once the task has been suspended; a wait that is over is not disturbed by it.
            loop.execute {
                source.cancelRead()
                source.cancelWrite()
            }
        }
    }

    /// Waits for the socket, whatever becomes of the task.
    func waitOut(on source: EventSource, toWrite: Bool, limit: Duration) async -> WaitOutcome {
        toWrite ? await source.writable(within: limit) : await source.readable(within: limit)
    }
}
