import Foundation

/// Brings a database's schema up to the files in a folder: forward only, each file once, in a transaction of its own.
///
/// What has landed is in the table `schema_migrations`, with each file's checksum. A file that has landed must stay
/// as it is, and a new one must be numbered after all that have landed.
public struct Migrator: Sendable {
    /// Four hours: how long one migration, or the wait for another migrator, may take.
    ///
    /// One that writes a table anew may need that with hundreds of millions of readings, and would be as slow the next
    /// time.
    public static let defaultTimeLimit: Duration = .seconds(14_400)
    /// The advisory lock that one migrator at a time holds: the bytes of "hearthmg".
    private static let lockKey: Int64 = 0x6865_6172_7468_6D67

    private static let tableDefinition = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            number integer PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        );
        GRANT SELECT ON schema_migrations TO PUBLIC;
        """

    /// The migrations of the folder, in order.
    public let migrations: [Migration]

    /// Reads the folder's `NNNN_name.sql` files; files that do not end in `.sql` are left alone.
    ///
    /// - Throws: `PostgresError.Code.migrationsInvalid` when the folder cannot be read, a file is called otherwise or
    ///   two have the same number.
    public init(directory: URL) throws(PostgresError) {
        var migrations: [Int: Migration] = [:]
        for fileName in try Migrator.fileNames(in: directory) {
            guard let contents = try? Data(contentsOf: directory.appending(path: fileName)),
                let migration = Migration(fileName: fileName, contents: contents)
            else {
                throw PostgresError(.migrationsInvalid, "\(fileName) is not a readable NNNN_lower_case.sql in UTF-8")
            }
            if let other = migrations.updateValue(migration, forKey: migration.number) {
                throw PostgresError(.migrationsInvalid, "\(other.fileName) and \(fileName) have the same number")
            }
        }
        self.migrations = migrations.values.sorted { $0.number < $1.number }
    }

    /// The migrations that have not landed in the connection's database.
    ///
    /// - Throws: `PostgresError.Code.migrationsDiverged` when one that has landed was changed, removed or overtaken.
    public func pending(on connection: PostgresConnection) async throws(PostgresError) -> [Migration] {
        let exists = try await connection.query("SELECT to_regclass('schema_migrations') IS NOT NULL")
        guard try exists[0].decode(0, as: Bool.self) else { return migrations }
        return try pending(after: try await landed(on: connection))
    }

    /// Runs what is pending.
    ///
    /// - Parameters:
    ///   - connection: A connection of the role that owns the schema, outside of a transaction.
    ///   - timeLimit: How long each migration, and the wait for another migrator, may take.
    /// - Returns: The migrations that landed now; those before a failed one have landed as well.
    /// - Throws: `PostgresError`; for a failed migration with the file's name and line.
    public func migrate(
        on connection: PostgresConnection,
        timeLimit: Duration = defaultTimeLimit
    ) async throws -> [Migration] {
        try await connection.query("SELECT pg_advisory_lock($1)", [.int8(Migrator.lockKey)], timeLimit: timeLimit)
        do {
            try await connection.execute(Migrator.tableDefinition)
            let pending = try await pending(on: connection)
            for migration in pending { try await land(migration, on: connection, timeLimit) }
            try await unlock(connection)
            return pending
        } catch {
            // With the connection the lock is gone as well.
            if (try? await unlock(connection)) == nil { await connection.close() }
            throw error
        }
    }

    /// Compares the files with what has landed.
    func pending(after landed: [LandedMigration]) throws(PostgresError) -> [Migration] {
        let files = Dictionary(migrations.map { ($0.number, $0) }) { first, _ in first }
        for row in landed {
            guard let file = files[row.number], file.name == row.name else {
                throw PostgresError(.migrationsDiverged, "migration \(row.number) \(row.name) landed, its file is gone")
            }
            guard file.checksum == row.checksum else {
                throw PostgresError(.migrationsDiverged, "\(file.fileName) was changed after it had landed")
            }
        }
        let numbers = Set(landed.map(\.number))
        let last = numbers.max() ?? 0
        let pending = migrations.filter { !numbers.contains($0.number) }
        if let overtaken = pending.first, overtaken.number < last {
            throw PostgresError(.migrationsDiverged, "\(overtaken.fileName) has not landed, but number \(last) has")
        }
        return pending
    }

    private func landed(on connection: PostgresConnection) async throws(PostgresError) -> [LandedMigration] {
        let rows = try await connection.query("SELECT number, name, checksum FROM schema_migrations ORDER BY number")
        var landed: [LandedMigration] = []
        for row in rows { landed.append(try LandedMigration(row: row)) }
        return landed
    }

    private func land(_ migration: Migration, on connection: PostgresConnection, _ limit: Duration) async throws {
        try await connection.transaction { transaction in
            do throws(PostgresError) {
                try await transaction.execute(migration.sql, timeLimit: limit)
            } catch {
                throw error.located(in: migration)
            }
            guard await transaction.isInTransaction else {
                throw PostgresError(.migrationsInvalid, "\(migration.fileName) ends the transaction that it runs in")
            }
            try await transaction.query(
                "INSERT INTO schema_migrations (number, name, checksum) VALUES ($1, $2, $3)",
                [.int4(Int32(migration.number)), .text(migration.name), .text(migration.checksum)]
            )
        }
    }

    private func unlock(_ connection: PostgresConnection) async throws(PostgresError) {
        try await connection.query("SELECT pg_advisory_unlock($1)", [.int8(Migrator.lockKey)])
    }

    private static func fileNames(in directory: URL) throws(PostgresError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".sql") }
        } catch {
            throw PostgresError(.migrationsInvalid, "the folder \(directory.path) cannot be read")
        }
    }
}

extension PostgresError {
    /// The same error with the migration's file and line.
    fileprivate func located(in migration: Migration) -> PostgresError {
        var located = self
        let line = position.map { " line \(migration.line(ofCharacter: $0))" } ?? ""
        located.message = "\(migration.fileName)\(line): \(message)"
        return located
    }
}
