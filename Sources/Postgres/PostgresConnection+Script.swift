import CLibPQ

/// Scripts: several statements in one text, without parameters.
extension PostgresConnection {
    /// Runs a script; outside of a transaction its statements take effect together or not at all, unless the script
    /// itself has a BEGIN or COMMIT.
    ///
    /// - Parameters:
    ///   - sql: The statements, with semicolons between them.
    ///   - timeLimit: How long all of them together may take; nil takes the configuration's limit.
    /// - Throws: `PostgresError`; its `position` counts characters of the script.
    public func execute(_ sql: String, timeLimit: Duration? = nil) async throws(PostgresError) {
        var watch = StatementWatch(limit: timeLimit ?? configuration.statementTimeLimit)
        try await begin(&watch)
        try await exclusively(&watch) { watch throws(PostgresError) in
            try await sendScript(sql, &watch)
            try await finishScript(&watch)
        }
    }

    func sendScript(_ sql: String, _ watch: inout StatementWatch) async throws(PostgresError) {
        guard PQexitPipelineMode(handle) == 1, PQsendQuery(handle, sql) == 1 else { throw giveUp() }
        try await flush(&watch)
    }

    /// Reads all answers; throws the first failure among them.
    func finishScript(_ watch: inout StatementWatch) async throws(PostgresError) {
        var failure: PostgresError?
        while let result = try await nextResult(&watch) {
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: PQclear(result)
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
                PQclear(result)
                throw giveUp()
            default:
                let error = error(taking: result)
                failure = failure ?? error
                if isClosed || error.endsSession { throw error }
            }
        }
        if let failure { throw failure }
    }
}
