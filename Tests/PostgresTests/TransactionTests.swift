import Postgres
import Testing

@Suite struct TransactionTests {
    private struct Refusal: Error {}

    private func count(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM marks")[0].decode(0)
    }

    @Test func itCommitsWhatItsBodyDid() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE marks (id int)")
            let result = try await connection.transaction { transaction in
                try await transaction.query("INSERT INTO marks VALUES (1)")
                return "done"
            }
            #expect(result == "done")
            #expect(try await count(connection) == 1)
            #expect(await !connection.isInTransaction)
        }
    }

    @Test func itRollsBackWhenItsBodyThrows() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE marks (id int)")
            await #expect(throws: Refusal.self) {
                try await connection.transaction { transaction in
                    try await transaction.query("INSERT INTO marks VALUES (1)")
                    throw Refusal()
                }
            }
            #expect(try await count(connection) == 0)
            #expect(await !connection.isInTransaction)
        }
    }

    @Test func aSwallowedFailureIsNotTakenForACommit() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE marks (id int)")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { transaction in
                    try await transaction.query("INSERT INTO marks VALUES (1)")
                    _ = try? await transaction.query("SELECT 1 / 0")
                }
            }
            #expect(error?.code == .transactionAborted)
            #expect(try await count(connection) == 0)
        }
    }

    @Test func cancellationRollsBack() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE marks (id int)")
            let task = Task {
                try await connection.transaction { transaction in
                    try await transaction.query("INSERT INTO marks VALUES (1)")
                    try await transaction.query("SELECT pg_sleep(60)")
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            task.cancel()
            await #expect(throws: PostgresError.self) { try await task.value }
            #expect(try await count(connection) == 0)
        }
    }

    @Test func oneInsideAnotherIsRefused() async throws {
        try await TestServer.withConnection { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { outer in try await outer.transaction { _ in } }
            }
            #expect(error?.code == .nestedTransaction)
        }
    }

    @Test func scriptsAndEmptyBodiesAreInsideAsWell() async throws {
        try await TestServer.withConnection { connection in
            await #expect(throws: Refusal.self) {
                try await connection.transaction { transaction in
                    try await transaction.execute("CREATE TABLE marks (id int); INSERT INTO marks VALUES (1)")
                    throw Refusal()
                }
            }
            try await connection.transaction { _ in }
            #expect(try await connection.rowCount("SELECT 1 WHERE to_regclass('marks') IS NULL") == 1)
        }
    }

    @Test func aSerializationFailureIsRetriedAsOftenAsAllowed() async throws {
        try await TestServer.with { server in
            let first = try await server.connect()
            let second = try await server.connect()
            try await first.execute("CREATE TABLE marks (id int); INSERT INTO marks VALUES (0)")
            var runs = 0
            try await first.transaction(isolation: .repeatableRead, retries: 3) { transaction in
                runs += 1
                try await transaction.query("SELECT id FROM marks")
                if runs <= 2 { try await second.query("UPDATE marks SET id = id + 10") }
                try await transaction.query("UPDATE marks SET id = id + 1")
            }
            #expect(runs == 3)
            #expect(try await first.query("SELECT id FROM marks")[0].decode(0, as: Int.self) == 21)
            let error = await #expect(throws: PostgresError.self) {
                try await first.transaction(isolation: .repeatableRead, retries: 1) { transaction in
                    try await transaction.query("SELECT id FROM marks")
                    try await second.query("UPDATE marks SET id = id + 10")
                    try await transaction.query("UPDATE marks SET id = id + 1")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
        }
    }
}
