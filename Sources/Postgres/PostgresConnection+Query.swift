import CLibPQ

/// Statements with parameters.
extension PostgresConnection {
    /// Runs one statement.
    ///
    /// - Parameters:
    ///   - sql: One statement, with `$1`, `$2` … where parameters go.
    ///   - parameters: The parameters, sent in binary form.
    ///   - timeLimit: How long it may take; nil takes the configuration's limit. A statement that takes longer is
    ///     cancelled, and the connection stays usable.
    /// - Returns: The rows.
    /// - Throws: `PostgresError`; of code `cancelled` when the task is cancelled, which also cancels the statement.
    @discardableResult public func query(
        _ sql: String,
        _ parameters: [PostgresValue] = [],
        timeLimit: Duration? = nil
    ) async throws(PostgresError) -> PostgresRows {
        let rows = try await pipeline([PostgresStatement(sql, parameters)], timeLimit: timeLimit)
        return rows[0]
    }

    /// Runs several statements in one round trip.
    ///
    /// Outside of a transaction they take effect together or not at all. The first failure stops the rest; it says
    /// which statement failed.
    ///
    /// - Parameters:
    ///   - statements: The statements, in order.
    ///   - timeLimit: How long all of them together may take; nil takes the configuration's limit.
    /// - Returns: The rows of each statement.
    /// - Throws: `PostgresError`, with the failed statement's index.
    @discardableResult public func pipeline(
        _ statements: [PostgresStatement],
        timeLimit: Duration? = nil
    ) async throws(PostgresError) -> [PostgresRows] {
        var watch = StatementWatch(limit: timeLimit ?? configuration.statementTimeLimit)
        return try await run(statements, &watch)
    }

    func run(
        _ statements: [PostgresStatement],
        _ watch: inout StatementWatch
    ) async throws(PostgresError) -> [PostgresRows] {
        if statements.isEmpty { return [] }
        var encoded: [EncodedParameters] = []
        for statement in statements { encoded.append(try EncodedParameters(statement.parameters)) }
        return try await exclusively(&watch) { watch throws(PostgresError) in
            guard PQenterPipelineMode(handle) == 1 else { throw giveUp() }
            var steps: [PipelineStep] = []
            if let begin = pendingBegin {
                pendingBegin = nil
                try send(begin)
                steps.append(.auxiliary)
            }
            for (index, statement) in statements.enumerated() {
                try send(statement.sql, encoded[index], index: index, steps: &steps)
            }
            guard PQpipelineSync(handle) == 1 else { throw giveUp() }
            try await flush(&watch)
            return try await collect(steps, &watch)
        }
    }

    /// Queues a statement and, the first time, its preparation.
    private func send(
        _ sql: String,
        _ parameters: EncodedParameters,
        index: Int,
        steps: inout [PipelineStep]
    ) throws(PostgresError) {
        let key = StatementCache.Key(sql: sql, types: parameters.types)
        let name: String
        switch cache.use(key) {
        case .prepared(let prepared): name = prepared
        case .absent(let new, let evicted):
            name = new
            if let evicted {
                try send("DEALLOCATE \(evicted)")
                steps.append(.auxiliary)
            }
            guard PQsendPrepare(handle, name, sql, Int32(parameters.types.count), parameters.types) == 1 else {
                throw giveUp()
            }
            steps.append(.prepare(key, index: index))
        }
        let isSent = parameters.withPointers { count, values, lengths, formats in
            PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
        }
        guard isSent == 1 else { throw giveUp() }
        steps.append(.execute(key, index: index))
    }

    private func send(_ sql: String) throws(PostgresError) {
        guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1 else { throw giveUp() }
    }

    /// Reads the answers of all steps up to the sync, whatever fails among them.
    private func collect(
        _ steps: [PipelineStep],
        _ watch: inout StatementWatch
    ) async throws(PostgresError) -> [PostgresRows] {
        var rows: [PostgresRows] = []
        var failure: PostgresError?
        for step in steps {
            while let result = try await nextResult(&watch) {
                switch PQresultStatus(result) {
                case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY:
                    let owned = PostgresRows(owning: result)
                    if case .execute = step { rows.append(owned) }
                case PGRES_PIPELINE_ABORTED:
                    PQclear(result)
                    forgetUnprepared(step)
                default:
                    var error = error(taking: result)
                    error.statementIndex = step.index
                    forgetUnprepared(step)
                    forgetOutdated(step, error)
                    failure = failure ?? error
                    if error.endsSession { throw error }
                }
                if isClosed { throw failure ?? giveUp() }
            }
        }
        let sync = try await nextResult(&watch)
        defer { PQclear(sync) }
        guard PQresultStatus(sync) == PGRES_PIPELINE_SYNC else { throw failure ?? giveUp() }
        if let failure { throw failure }
        return rows
    }

    private func forgetUnprepared(_ step: PipelineStep) {
        if case .prepare(let key, _) = step { cache.forget(key) }
    }

    /// A statement whose plan or name the server no longer has is prepared anew the next time.
    private func forgetOutdated(_ step: PipelineStep, _ error: PostgresError) {
        guard case .execute(let key, _) = step else { return }
        if error.sqlState == .featureNotSupported || error.sqlState == .invalidStatementName { cache.forget(key) }
    }
}
