import ArgumentParser
import HearthGateway

/// Reads the devices and uploads until it is told to stop.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Read the configured devices and upload, until SIGTERM or SIGINT."
    )

    @OptionGroup var options: GatewayOptions

    func run() async throws {
        let (configuration, logger) = try await options.load()
        try await GatewayService(configuration: configuration, logger: logger).runUntilSignalled()
    }
}
