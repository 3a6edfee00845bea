import Foundation

/// An empty database (or a copy of a template) for one test, on the server that all tests share.
///
/// The environment's `HEARTH_TEST_POSTGRES` names that server; without it the process starts a private, fast one,
/// which ends with it.
public struct ScratchDatabase: Sendable {
    /// The database's name, unique on its server.
    public let name: String
    /// The superuser's connection string for this database.
    public let connectionString: String
    private let server: String

    /// Makes a database.
    ///
    /// - Parameter template: The database to copy; nobody may be connected to it meanwhile. Nil makes an empty one.
    /// - Returns: The database; `drop()` it afterwards.
    /// - Throws: `PrivateClusterError` when there is no server or it refuses.
    public static func create(copying template: ScratchDatabase? = nil) async throws -> ScratchDatabase {
        let server = try await SharedServer.connectionString()
        let name = "scratch_" + UUID().uuidString.lowercased().replacing("-", with: "")
        let source = template?.name ?? "template0"
        try await run("CREATE DATABASE \(name) TEMPLATE \(source)", on: server)
        return ScratchDatabase(
            name: name,
            connectionString: ConnectionString.setting("dbname", to: name, in: server),
            server: server
        )
    }

    /// Runs `body` with a database of its own and drops that afterwards, also when `body` throws.
    public static func with<Result>(
        copying template: ScratchDatabase? = nil,
        _ body: (ScratchDatabase) async throws -> Result
    ) async throws -> Result {
        let database = try await create(copying: template)
        let result: Result
        do {
            result = try await body(database)
        } catch {
            try? await database.drop()
            throw error
        }
        try await database.drop()
        return result
    }

    /// The connection string for this database as another role.
    public func connectionString(user: String) -> String {
        ConnectionString.setting("user", to: user, in: connectionString)
    }

    /// Removes the database and ends the connections that it still has.
    public func drop() async throws {
        try await ScratchDatabase.run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", on: server)
    }

    private static func run(_ sql: String, on server: String) async throws {
        let log = FileManager.default.temporaryDirectory.appending(path: "hearth-psql-\(UUID().uuidString).log")
        defer { try? FileManager.default.removeItem(at: log) }
        let psql = try ServerBinaries.find().path(of: "psql")
        let line = [psql, "--no-psqlrc", "--quiet", "--no-password", "--dbname", server, "--command", sql]
        let status = try await ChildProcess.spawn(line, log: log).exitStatus()
        guard status == 0 else {
            let output = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            throw PrivateClusterError(.commandFailed, "psql ended with \(status): \(output)")
        }
    }
}
