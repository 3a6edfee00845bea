import ArgumentParser
import HearthGateway

/// Shows which Bluetooth adapters there are to choose from.
struct AdaptersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapters",
        abstract: "Show the Bluetooth adapters: number, address, Low Energy or not, on or off, name.",
        discussion: "Each can be named in bluetooth.adapter by its number or its address. It touches no adapter."
    )

    @OptionGroup var options: GatewayOptions

    func run() async throws {
        let (_, logger) = try await options.load()
        print(try await AdapterTable.read(logger: logger).joined(separator: "\n"))
    }
}
