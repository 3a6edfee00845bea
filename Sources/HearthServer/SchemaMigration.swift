import EventLoops
import Foundation
import Logging
import Postgres

/// Brings a database's schema up to the files in a folder.
public struct SchemaMigration: Sendable {
    private let connectionString: String
    private let directory: URL
    private let logger: Logger

    /// Makes a migration.
    ///
    /// - Parameters:
    ///   - connectionString: A role that may create roles and tables; not the service's.
    ///   - directory: The folder with the numbered SQL files.
    ///   - logger: Where each file that lands is named.
    public init(connectionString: String, directory: URL, logger: Logger) {
        self.connectionString = connectionString
        self.directory = directory
        self.logger = logger
    }

    /// Applies what is pending.
    ///
    /// - Returns: The names of the files that landed now.
    /// - Throws: `PostgresError`, also when a landed file has changed.
    public func run() async throws -> [String] {
        let migrator = try Migrator(directory: directory)
        let loop = try EventLoop(name: "migrate")
        defer { loop.stop() }
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(connectionString),
            on: loop
        )
        let landed = try await migrator.migrate(on: connection)
        await connection.close()
        for migration in landed { logger.notice("migrated", metadata: ["migration": "\(migration.name)"]) }
        return landed.map(\.name)
    }
}
