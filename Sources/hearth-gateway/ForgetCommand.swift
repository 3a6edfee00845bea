import ArgumentParser
import BlueZ
import HearthGateway

/// Takes leave of a paired device.
struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Forget a paired device: its keys are removed, and it is not read any more.",
        discussion: """
            What it has measured stays. To read it again, pair it. A gateway that runs does it itself and goes on \
            reading the others; the command is given as its user then, and needs no other right.
            """
    )

    @OptionGroup var options: GatewayOptions

    @Argument(help: "The device's address, as `hearth-gateway status` shows it.")
    var address: String

    func run() async throws {
        guard let address = BluetoothAddress(address) else {
            throw ValidationError("an address has the form E8:07:01:02:03:04")
        }
        let (configuration, logger) = try await options.load()
        let device = try await DeviceForgetting(configuration: configuration, logger: logger).run(address: address)
        let name = device.name.map { " (\($0))" } ?? ""
        print("Forgotten \(device.address)\(name): it is not read any more, and can be paired again.")
    }
}
