import EventLoops
import Foundation
import Logging
import Postgres
import PrivateCluster

/// A database of the test's own, and connections to it.
struct TestServer: Sendable {
    let database: ScratchDatabase
    let group: EventLoopGroup

    /// For tests that leave nothing behind: making a database takes longer than they do.
    private static let common = Task { try await ScratchDatabase.create() }

    var configuration: PostgresConfiguration { PostgresConfiguration(database.connectionString) }

    /// Runs `body` with an empty database and two loops.
    static func with(_ body: (TestServer) async throws -> Void) async throws {
        try await ScratchDatabase.with { database in
            let group = try EventLoopGroup(count: 2, name: "test")
            try await body(TestServer(database: database, group: group))
            group.stop()
        }
    }

    /// Runs `body` with one connection to a database that other tests use as well.
    static func withCommonDatabase(_ body: (PostgresConnection) async throws -> Void) async throws {
        let server = TestServer(database: try await common.value, group: try EventLoopGroup(count: 1, name: "test"))
        let connection = try await server.connect()
        try await body(connection)
        await connection.close()
        server.group.stop()
    }

    /// Runs `body` with one connection to an empty database.
    static func withConnection(_ body: (PostgresConnection) async throws -> Void) async throws {
        try await with { server in
            let connection = try await server.connect()
            try await body(connection)
            await connection.close()
        }
    }

    func connect() async throws -> PostgresConnection {
        try await PostgresConnection.connect(configuration, on: group.next())
    }

    func pool(_ limits: PostgresPoolLimits = .init()) -> PostgresPool {
        PostgresPool(configuration, group: group, limits: limits, logger: quietLogger)
    }

    /// Waits until the connection's statement is running on the server.
    func waitUntilActive(_ connection: PostgresConnection) async throws {
        let observer = try await connect()
        let process = await connection.backendProcess
        let sql = "SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active'"
        while try await observer.query(sql, [.int4(process)]).isEmpty {
            try await Task.sleep(for: .milliseconds(10))
        }
        await observer.close()
    }

    /// Keeps the failures that a test provokes out of its output.
    var quietLogger: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}

extension PostgresConnection {
    /// How many rows a statement without parameters answers with.
    nonisolated func rowCount(_ sql: String) async throws -> Int { try await query(sql).count }
}
