import Foundation
import Postgres
import Testing

@Suite struct MigratorTests {
    /// Runs `body` with a folder that has these files.
    private func withFolder(_ files: [String: String], _ body: (URL) async throws -> Void) async throws {
        let folder = URL(filePath: "/tmp/hearth-migrations-\(UUID().uuidString)", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, sql) in files { try write(sql, name, folder) }
        try await body(folder)
    }

    private func write(_ sql: String, _ name: String, _ folder: URL) throws {
        try Data(sql.utf8).write(to: folder.appending(path: name))
    }

    private let twoFiles = [
        "0001_people.sql": "CREATE TABLE people (id int); CREATE INDEX ON people (id);",
        "0002_more_people.sql": "INSERT INTO people VALUES (1), (2);", "README.md": "no migration",
    ]

    @Test func itRunsWhatIsPendingOnce() async throws {
        try await TestServer.withConnection { connection in
            try await withFolder(twoFiles) { folder in
                let migrator = try Migrator(directory: folder)
                #expect(try await migrator.pending(on: connection).map(\.number) == [1, 2])
                #expect(try await migrator.migrate(on: connection).map(\.name) == ["people", "more_people"])
                #expect(try await migrator.pending(on: connection).isEmpty)
                #expect(try await migrator.migrate(on: connection).isEmpty)
                #expect(try await connection.rowCount("SELECT 1 FROM people") == 2)
                try write("DROP TABLE people", "0010_gone.sql", folder)
                #expect(try await Migrator(directory: folder).migrate(on: connection).map(\.number) == [10])
            }
        }
    }

    @Test func severalMigratorsAtOnceRunEachFileOnce() async throws {
        try await TestServer.with { server in
            try await withFolder(twoFiles) { folder in
                let migrator = try Migrator(directory: folder)
                let landed = try await withThrowingTaskGroup(of: Int.self) { tasks in
                    for _ in 0..<4 {
                        tasks.addTask { try await migrator.migrate(on: try await server.connect()).count }
                    }
                    return try await tasks.reduce(into: []) { $0.append($1) }
                }
                #expect(landed.sorted() == [0, 0, 0, 2])
                #expect(try await server.connect().rowCount("SELECT 1 FROM people") == 2)
            }
        }
    }

    @Test(
        "what has landed must stay as it is",
        arguments: [
            ["0001_people.sql": "CREATE TABLE people (id int8);"], ["0001_people.sql": nil],
            ["0002_more_people.sql": nil, "0002_other_people.sql": "SELECT 1"], ["0000_earlier.sql": "SELECT 1"],
        ] as [[String: String?]]
    )
    func diverged(_ changes: [String: String?]) async throws {
        try await TestServer.withConnection { connection in
            try await withFolder(twoFiles) { folder in
                _ = try await Migrator(directory: folder).migrate(on: connection)
                for (name, sql) in changes {
                    if let sql {
                        try write(sql, name, folder)
                    } else {
                        try FileManager.default.removeItem(at: folder.appending(path: name))
                    }
                }
                let migrator = try Migrator(directory: folder)
                let error = await #expect(throws: PostgresError.self) { try await migrator.migrate(on: connection) }
                #expect(error?.code == .migrationsDiverged)
                let readiness = await #expect(throws: PostgresError.self) {
                    try await migrator.pending(on: connection)
                }
                #expect(readiness?.code == .migrationsDiverged)
            }
        }
    }

    @Test(
        "a folder that is not in order is refused",
        arguments: [
            ["0001_a.sql": "", "0001_b.sql": ""], ["1_a.sql": ""], ["0001-a.sql": ""], ["0001_A.sql": ""],
            ["schema.sql": ""],
        ]
    )
    func invalid(_ files: [String: String]) async throws {
        try await withFolder(files) { folder in
            let error = #expect(throws: PostgresError.self) { try Migrator(directory: folder) }
            #expect(error?.code == .migrationsInvalid)
        }
        #expect(throws: PostgresError.self) { try Migrator(directory: URL(filePath: "/nowhere")) }
    }

    @Test func aFailedMigrationIsUndoneAndLeavesTheEarlierOnes() async throws {
        try await TestServer.withConnection { connection in
            let files = twoFiles.merging(["0003_bad.sql": "CREATE TABLE half (id int);\n\nSELECT nothing;\n"]) { $1 }
            try await withFolder(files) { folder in
                let migrator = try Migrator(directory: folder)
                let error = await #expect(throws: PostgresError.self) { try await migrator.migrate(on: connection) }
                #expect(error?.sqlState?.rawValue == "42703")
                #expect(error?.message.hasPrefix("0003_bad.sql line 3: ") == true)
                #expect(try await migrator.pending(on: connection).map(\.number) == [3])
                #expect(try await connection.rowCount("SELECT 1 WHERE to_regclass('half') IS NULL") == 1)
            }
        }
    }

    @Test func aMigrationMustNotEndItsTransaction() async throws {
        try await TestServer.withConnection { connection in
            try await withFolder(["0001_sly.sql": "CREATE TABLE sly (id int); COMMIT;"]) { folder in
                let migrator = try Migrator(directory: folder)
                let error = await #expect(throws: PostgresError.self) { try await migrator.migrate(on: connection) }
                #expect(error?.code == .migrationsInvalid)
            }
        }
    }
}
