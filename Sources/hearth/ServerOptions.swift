import ArgumentParser
import Foundation
import Logging
import Settings

/// The options that every command has: where the configuration is.
struct ServerOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file (YAML).")
    var configuration: String?

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
