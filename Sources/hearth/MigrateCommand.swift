import ArgumentParser
import Foundation
import HearthServer
import Settings

/// Brings the schema up to date.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Apply the migrations that the database lacks; refused when one that has landed was changed."
    )

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let (settings, logger) = try await options.load()
        let migration = SchemaMigration(
            connectionString: try settings.requiredText("database.administrator"),
            directory: URL(fileURLWithPath: try settings.requiredText("migrations.directory")),
            logger: logger
        )
        let landed = try await migration.run()
        print(landed.isEmpty ? "The schema is up to date." : landed.joined(separator: "\n"))
    }
}
