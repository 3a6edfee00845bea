import EventLoops
import Postgres
import PrivateCluster

/// Asks the database as its superuser, whom row-level security does not bind.
struct Database: Sendable {
    private let connectionString: String
    private let loop: EventLoop

    init(_ cluster: PrivateCluster, on loop: EventLoop) {
        connectionString = cluster.connectionString()
        self.loop = loop
    }

    /// The rows of one statement, which answers one column of text; on a connection of its own.
    func texts(_ sql: String) async throws -> [String] {
        try await withConnection { connection in
            try await connection.query(sql).map { try $0.decode(0) }
        }
    }

    /// The one number that a statement answers.
    func number(_ sql: String) async throws -> Int {
        try await withConnection { connection in
            guard let row = try await connection.query(sql).first else { throw EndToEndError("no row: \(sql)") }
            return try row.decode(0)
        }
    }

    /// Keeps everybody from a table until the connection is closed.
    func lock(_ table: String) async throws -> PostgresConnection {
        let connection = try await PostgresConnection.connect(PostgresConfiguration(connectionString), on: loop)
        try await connection.execute("BEGIN; LOCK TABLE \(table) IN ACCESS EXCLUSIVE MODE")
        return connection
    }

    private func withConnection<Result: Sendable>(
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let connection = try await PostgresConnection.connect(PostgresConfiguration(connectionString), on: loop)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }
}
