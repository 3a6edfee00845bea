import CLibPQ

/// COPY from us to the server.
extension PostgresConnection {
    /// Bytes that are gathered before they are sent.
    private static let copyFlushBytes = 65_536

    /// Runs a `COPY … FROM STDIN`: the rows are what `body` writes.
    ///
    /// The statement's time limit applies to each write and to the end, not to all of them together.
    ///
    /// - Parameters:
    ///   - sql: The statement; its options say whether the rows are text, CSV or binary.
    ///   - body: Writes the rows; when it throws, none of them is stored.
    /// - Returns: How many rows were stored.
    /// - Throws: What `body` threw, or a `PostgresError`.
    @discardableResult public nonisolated func copyIn(
        _ sql: String,
        _ body: (PostgresCopyWriter) async throws -> Void
    ) async throws -> Int {
        try await startCopy(sql)
        do {
            try await body(PostgresCopyWriter(self))
        } catch {
            await abortCopy()
            throw error
        }
        return try await finishCopy()
    }

    private func startCopy(_ sql: String) async throws(PostgresError) {
        var watch = StatementWatch(limit: configuration.statementTimeLimit)
        try await begin(&watch)
        try await exclusively(&watch) { watch throws(PostgresError) in
            try await sendScript(sql, &watch)
            guard let result = try await nextResult(&watch) else { throw giveUp() }
            guard PQresultStatus(result) != PGRES_COPY_IN else { return PQclear(result) }
            let isFailure = PQresultStatus(result) == PGRES_FATAL_ERROR
            let failure = error(taking: result)
            try await finishScript(&watch)
            throw isFailure ? failure : PostgresError(.invalidParameter, "the statement is no COPY FROM STDIN")
        }
        isCopying = true
        unsentCopyBytes = 0
    }

    func sendCopy(_ bytes: [UInt8]) async throws(PostgresError) {
        guard let count = Int32(exactly: bytes.count) else {
            throw PostgresError(.invalidParameter, "more than two gigabytes at once")
        }
        var watch = StatementWatch(limit: configuration.statementTimeLimit)
        try await exclusively(inCopy: true, &watch) { watch throws(PostgresError) in
            let isTaken = bytes.withUnsafeBytes { buffer in
                PQputCopyData(handle, buffer.bindMemory(to: CChar.self).baseAddress, count)
            }
            guard isTaken == 1 else { throw giveUp() }
            unsentCopyBytes += bytes.count
            guard unsentCopyBytes >= PostgresConnection.copyFlushBytes else { return }
            unsentCopyBytes = 0
            try await flush(&watch)
            if let interruption = watch.interruption { throw StatementWatch.error(for: interruption) }
        }
    }

    private func finishCopy() async throws(PostgresError) -> Int {
        defer { isCopying = false }
        var watch = StatementWatch(limit: configuration.statementTimeLimit)
        return try await exclusively(inCopy: true, &watch) { watch throws(PostgresError) in
            guard PQputCopyEnd(handle, nil) == 1 else { throw giveUp() }
            try await flush(&watch)
            guard let result = try await nextResult(&watch) else { throw giveUp() }
            guard PQresultStatus(result) == PGRES_COMMAND_OK else {
                let failure = error(taking: result)
                try await finishScript(&watch)
                throw failure
            }
            let rows = PostgresRows(owning: result).affectedRows
            try await finishScript(&watch)
            return rows
        }
    }

    /// Tells the server to forget the rows; a session that does not comply is closed.
    private func abortCopy() async {
        defer { isCopying = false }
        guard !isClosed else { return }
        var watch = StatementWatch(limit: StatementWatch.drainLimit, heedsCancellation: false)
        do throws(PostgresError) {
            try await exclusively(inCopy: true, &watch) { watch throws(PostgresError) in
                guard PQputCopyEnd(handle, "given up by the sender") == 1 else { throw giveUp() }
                try await flush(&watch)
                try await finishScript(&watch)
            }
        } catch {
            // The server answers with an error that says just this.
            if error.code != .server { close() }
        }
    }
}
