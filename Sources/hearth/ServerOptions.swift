import ArgumentParser
import Foundation
import HearthServer
import Logging
import Settings

/// The options that every command has: where the configuration is.
struct ServerOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file (YAML).")
    var configuration: String?

    /// Keys that `serve` does not read from the file that all commands share.
    private static let keysOfMigrate: Set<String> = ["database.administrator", "migrations.directory"]

    /// Reads everything that `serve` is told, and refuses what nobody knows.
    func loadServer(flags: [String: String?] = [:]) async throws -> (ServerConfiguration, Logger) {
        let (settings, logger) = try await load(flags: flags)
        let configuration = try ServerConfiguration(reading: settings)
        try settings.refuseUnknown(besides: ServerOptions.keysOfMigrate)
        return (configuration, logger)
    }

    /// Reads the layers of the configuration and starts logging to standard error, where journald takes it.
    func load(flags: [String: String?] = [:]) async throws -> (SettingsReader, Logger) {
        let settings = try await SettingsReader(
            flags: flags,
            environment: ProcessInfo.processInfo.environment,
            file: configuration
        )
        return (settings, try JournalLog.start(label: "hearth", settings: settings))
    }
}
