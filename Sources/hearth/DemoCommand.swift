import ArgumentParser
import Foundation
import HearthDemo
import HearthServer
import Logging
import Settings

/// A whole installation on this machine.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Run a whole installation on this machine: PostgreSQL, server, gateways and a dozen patients."
    )

    /// The schema's files in a checkout, which `Deploy/demo` runs in.
    private static let migrations = "Migrations"

    @OptionGroup var options: ServerOptions

    @Option(name: .long, help: "End by itself after this many seconds.")
    var seconds: Int?

    @Flag(name: .long, help: "Print one JSON object as the last line of standard output.")
    var json = false

    @Option(name: .long, help: "The port of the API; 0 lets the kernel choose.")
    var port: UInt16 = 0

    func validate() throws {
        if let seconds, !(1...86_400).contains(seconds) { throw ValidationError("--seconds is 1 to 86400") }
    }

    func run() async throws {
        let settings = try await SettingsReader(
            flags: [:],
            environment: ProcessInfo.processInfo.environment,
            file: options.configuration
        )
        let logger = try JournalLog.start(label: "hearth", settings: settings, defaultLevel: .error)
        let demo = Demo(
            options: DemoOptions(
                seconds: seconds,
                isJSON: json,
                port: port,
                migrations: settings.text("migrations.directory") ?? DemoCommand.migrations
            ),
            logger: logger
        )
        guard try await demo.run().isGood else { throw ExitCode.failure }
    }
}
