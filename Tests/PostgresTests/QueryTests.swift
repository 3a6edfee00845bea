import Foundation
import Postgres
import PrivateCluster
import Testing

@Suite struct QueryTests {
    @Test func aStatementWithParametersAnswers() async throws {
        try await TestServer.withConnection { connection in
            for number in Int64(1)...3 {
                let rows = try await connection.query("SELECT $1 + 1 AS next", [.int8(number)])
                #expect(rows.count == 1)
                #expect(try rows[0].decode("next", as: Int64.self) == number + 1)
            }
        }
    }
}
