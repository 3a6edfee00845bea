import ArgumentParser
import HearthGateway

/// Says to a person at the box how the gateway is.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show what is paired, what was measured last, what waits, and how clock, token and server are."
    )

    @OptionGroup var options: GatewayOptions

    @Flag(name: .long, help: "Write a JSON object, for programs.")
    var json = false

    func run() async throws {
        let (configuration, _) = try await options.load()
        let status = GatewayStatus(configuration: configuration)
        print(json ? try await status.json() : try await status.text())
    }
}
