import Postgres
import Testing

@Suite struct CopyTests {
    private struct Refusal: Error {}

    private func rows(_ numbers: Range<Int>) -> [UInt8] {
        Array(numbers.map { "\($0)\tnumber \($0)\n" }.joined().utf8)
    }

    private func withTable(_ body: (PostgresConnection) async throws -> Void) async throws {
        try await TestServer.withConnection { connection in
            try await connection.execute("CREATE TABLE marks (id int PRIMARY KEY, name text)")
            try await body(connection)
            #expect(try await connection.rowCount("SELECT 1") == 1)
        }
    }

    private func count(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query("SELECT count(*) FROM marks")[0].decode(0)
    }

    @Test func itStoresAllRowsInTheOrderWritten() async throws {
        try await withTable { connection in
            let stored = try await connection.copyIn("COPY marks FROM STDIN") { writer in
                for start in stride(from: 0, to: 100_000, by: 1_000) {
                    try await writer.write(rows(start..<start + 1_000))
                }
            }
            #expect(stored == 100_000)
            #expect(try await count(connection) == 100_000)
        }
    }

    @Test func itStoresNothingWhenItsBodyThrows() async throws {
        try await withTable { connection in
            await #expect(throws: Refusal.self) {
                try await connection.copyIn("COPY marks FROM STDIN") { writer in
                    try await writer.write(rows(0..<50_000))
                    throw Refusal()
                }
            }
            let stored = try await count(connection)
            #expect(stored == 0)
        }
    }

    @Test("what the server refuses is told without the row", arguments: ["Erika\tx\n", "1\tErika\n1\tErika\n"])
    func refused(_ text: String) async throws {
        try await withTable { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyIn("COPY marks FROM STDIN") { try await $0.write(Array(text.utf8)) }
            }
            #expect(error?.code == .server)
            #expect(error?.description.contains("Erika") == false)
            let stored = try await count(connection)
            #expect(stored == 0)
        }
    }

    @Test("a statement that is no COPY is refused", arguments: ["SELECT 1", "COPY nothing FROM STDIN", "SELEC"])
    func noCopy(_ sql: String) async throws {
        try await withTable { connection in
            await #expect(throws: PostgresError.self) { try await connection.copyIn(sql) { _ in } }
        }
    }

    @Test func aStatementMeanwhileIsRefused() async throws {
        try await withTable { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.copyIn("COPY marks FROM STDIN") { _ in try await connection.query("SELECT 1") }
            }
            #expect(error?.code == .connectionBusy)
        }
    }

    @Test func itRunsInsideATransaction() async throws {
        try await withTable { connection in
            await #expect(throws: Refusal.self) {
                try await connection.transaction { transaction in
                    try await transaction.copyIn("COPY marks FROM STDIN") { try await $0.write(rows(0..<10)) }
                    throw Refusal()
                }
            }
            let stored = try await count(connection)
            #expect(stored == 0)
        }
    }
}
