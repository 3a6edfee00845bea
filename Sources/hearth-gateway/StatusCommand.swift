import ArgumentParser
import HearthGateway

/// Says to a person at the box how the gateway is.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show whether the gateway is enrolled and what waits to be uploaded."
    )

    @OptionGroup var options: GatewayOptions

    func run() async throws {
        let (configuration, _) = try await options.load()
        print(try await GatewayStatus(configuration: configuration).text())
    }
}
