import ArgumentParser
import HearthServer

/// Reads the configuration as `serve` would.
struct CheckConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Read the configuration as `serve` would, and say what is wrong with it."
    )

    @OptionGroup var options: ServerOptions

    func run() async throws {
        _ = try await options.loadServer()
        print("The configuration can be used.")
    }
}
