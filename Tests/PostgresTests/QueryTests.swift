import EventLoops
import Foundation
import Postgres
import Testing

@Suite struct QueryTests {
    @Test func aStatementIsPreparedOnceAndAnswersEachTime() async throws {
        try await TestServer.withConnection { connection in
            for number in Int64(1)...3 {
                let rows = try await connection.query("SELECT $1 + 1 AS next", [.int8(number)])
                #expect(try rows[0].decode("next", as: Int64.self) == number + 1)
            }
            let prepared = try await connection.query(
                "SELECT 1 FROM pg_prepared_statements WHERE statement LIKE '%next'"
            )
            #expect(prepared.count == 1)
        }
    }

    @Test func preparedStatementsAreLimited() async throws {
        try await TestServer.with { server in
            var configuration = server.configuration
            configuration.preparedStatements = 3
            let connection = try await PostgresConnection.connect(configuration, on: server.group.next())
            for round in 0..<2 {
                for number in 0..<10 {
                    let rows = try await connection.query("SELECT \(number) + $1", [.int4(Int32(round))])
                    #expect(try rows[0].decode(0, as: Int.self) == number + round)
                }
            }
            let statements = (0..<5).map { PostgresStatement("SELECT -\($0)") }
            #expect(
                try await connection.pipeline(statements).map { try $0[0].decode(0, as: Int.self) } == [
                    0, -1, -2, -3, -4,
                ]
            )
            let prepared = try await connection.query("SELECT count(*) FROM pg_prepared_statements")
            #expect(try prepared[0].decode(0, as: Int.self) == 3)
        }
    }

    @Test func aStatementWhosePlanIsOutdatedIsPreparedAnew() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE notes (id int); INSERT INTO notes VALUES (1)")
            try await connection.query("SELECT * FROM notes")
            try await connection.execute("ALTER TABLE notes ADD COLUMN body text")
            await #expect(throws: PostgresError.self) { try await connection.query("SELECT * FROM notes") }
            #expect(try await connection.query("SELECT * FROM notes")[0].decode("body", as: String?.self) == nil)
        }
    }

    @Test func anErrorNamesItsConstraintAndNoData() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE people (name text CONSTRAINT people_name PRIMARY KEY, age int2)")
            try await connection.query("INSERT INTO people VALUES ($1)", [.text("Erika")])
            let error = await #expect(throws: PostgresError.self) {
                try await connection.query("INSERT INTO people VALUES ($1)", [.text("Erika")])
            }
            #expect(error?.code == .server)
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.severity == "ERROR")
            #expect(error?.constraint == "people_name")
            #expect(error?.table == "people")
            #expect(error?.description.contains("people_name") == true)
            #expect(error?.description.contains("Erika") == false)
        }
    }

    @Test(
        "no error repeats a value",
        arguments: [
            ("SELECT $1::int4", "22P02"), ("SELECT $1::date", "22007"), ("SELECT $1::jsonb", "22P02"),
            ("SELECT CAST($1 AS uuid)", "22P02"), ("SELECT raise_it($1)", "P0001"),
            ("SELECT 1 AS \"a\" Erika", "42601"),
            ("INSERT INTO short VALUES ($1)", "22001"), ("INSERT INTO checked VALUES ($1)", "23514"),
            ("INSERT INTO required (name) VALUES ($1)", "23502"), ("SELECT $1 / 0 FROM checked", "22P02"),
        ]
    )
    func noValueInErrors(_ sql: String, _ sqlState: String) async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute(
                """
                CREATE TABLE short (name varchar(2));
                CREATE TABLE checked (name text CHECK (name = 'x'));
                CREATE TABLE required (name text, more text NOT NULL);
                CREATE FUNCTION raise_it(value text) RETURNS int LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no %', value USING DETAIL = value, HINT = value; END $$;
                """
            )
            let parameters: [PostgresValue] = sql.contains("$1") ? [.text("Erika")] : []
            let error = await #expect(throws: PostgresError.self) { try await connection.query(sql, parameters) }
            #expect(error?.sqlState?.rawValue == sqlState)
            #expect(error.map { "\($0) \($0.message)".contains("Erika") } == false)
        }
    }

    @Test func aPipelineTakesOneRoundTripForAll() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE numbers (value int8)")
            let inserts = (0..<500).map { PostgresStatement("INSERT INTO numbers VALUES ($1)", [.int8($0)]) }
            let rows = try await connection.pipeline(
                inserts + [PostgresStatement("SELECT sum(value)::int8 FROM numbers")]
            )
            #expect(rows.count == 501)
            #expect(rows[0].affectedRows == 1)
            #expect(try rows[500][0].decode(0, as: Int.self) == 500 * 499 / 2)
        }
    }

    @Test func anErrorInThePipelineUndoesAllOfItAndLeavesTheConnectionUsable() async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE numbers (value int8 PRIMARY KEY)")
            let insert = "INSERT INTO numbers VALUES ($1)"
            let error = await #expect(throws: PostgresError.self) {
                try await connection.pipeline([
                    PostgresStatement(insert, [.int8(1)]), PostgresStatement(insert, [.int8(1)]),
                    PostgresStatement("SELECT 'never prepared'"),
                ])
            }
            #expect(error?.sqlState == .uniqueViolation)
            #expect(error?.statementIndex == 1)
            #expect(try await connection.rowCount("SELECT 1 FROM numbers") == 0)
            #expect(try await connection.rowCount("SELECT 'never prepared'") == 1)
        }
    }

    @Test func largeParametersAndResultsPassBothWaysAtOnce() async throws {
        try await TestServer.withConnection { connection in
            let big = [UInt8](repeating: 7, count: 4_000_000)
            let echoes = [PostgresStatement](repeating: PostgresStatement("SELECT $1", [.bytea(big)]), count: 8)
            let rows = try await connection.pipeline(echoes)
            for answer in rows { #expect(try answer[0].decode(0, as: [UInt8].self) == big) }
        }
    }

    @Test func aSecondStatementMeanwhileIsRefused() async throws {
        try await TestServer.with { server in
            let connection = try await server.connect()
            let slow = Task { try await connection.query("SELECT pg_sleep(60)") }
            try await server.waitUntilActive(connection)
            let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1") }
            #expect(error?.code == .connectionBusy)
            slow.cancel()
            await #expect(throws: PostgresError.self) { try await slow.value }
        }
    }

    @Test func aScriptFailsAsAWholeAndSaysWhere() async throws {
        try await TestServer.withConnection { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.execute("CREATE TABLE one (id int); SELEC 1")
            }
            #expect(error?.sqlState == .syntaxError)
            #expect(error?.position == 28)
            let rows = try await connection.rowCount("SELECT 1 WHERE to_regclass('one') IS NULL")
            #expect(rows == 1)
        }
    }

    @Test func aTaskOnTheLoopStaysOnItsThread() async throws {
        try await TestServer.with { server in
            let loop = server.group.loops[0]
            let connection = try await PostgresConnection.connect(server.configuration, on: loop)
            let stayed = try await Task(executorPreference: loop) {
                let before = loop.isCurrent
                let inside = try await connection.transaction { transaction in
                    try await transaction.query("SELECT 1")
                    return loop.isCurrent
                }
                return before && inside && loop.isCurrent
            }.value
            #expect(stayed)
        }
    }
}
