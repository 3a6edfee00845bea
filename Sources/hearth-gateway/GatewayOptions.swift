import ArgumentParser
import Foundation
import HearthGateway
import Logging
import Settings

/// The options that every command has: where the configuration is, and what it is overridden with.
struct GatewayOptions: ParsableArguments {
    @Option(name: .long, help: "The configuration file (YAML).")
    var configuration: String?

    @Option(name: .long, help: "The server's address; overrides server.url.")
    var server: String?

    @Option(name: .long, help: "The folder of the gateway's state; overrides state.directory.")
    var state: String?

    /// Reads the configuration and starts logging to standard error, where journald takes it.
    func load() async throws -> (GatewayConfiguration, Logger) {
        let settings = try await SettingsReader(
            flags: ["server.url": server, "state.directory": state],
            environment: ProcessInfo.processInfo.environment,
            file: configuration
        )
        let logger = try JournalLog.start(label: "hearth-gateway", settings: settings)
        let configuration = try GatewayConfiguration(reading: settings)
        try settings.refuseUnknown()
        return (configuration, logger)
    }
}
