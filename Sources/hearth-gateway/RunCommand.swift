import ArgumentParser
import Foundation
import HearthGateway
import Supervision

/// Reads the devices and uploads until it is told to stop.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Read the configured devices and upload, until SIGTERM or SIGINT."
    )

    @OptionGroup var options: GatewayOptions

    func run() async throws {
        let (configuration, logger) = try await options.load()
        let manager = ServiceManager(environment: ProcessInfo.processInfo.environment)
        let service = GatewayService(configuration: configuration, manager: manager, logger: logger)
        try await service.runUntilSignalled()
    }
}
