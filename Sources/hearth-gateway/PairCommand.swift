import ArgumentParser
import BlueZ
import HearthGateway

/// Pairs a device with this gateway.
struct PairCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pair",
        abstract: "Pair a device; from then on `hearth-gateway run` reads it.",
        discussion: """
            Start the device's pairing mode first. A gateway that runs does it itself and goes on reading: the command \
            is given as its user then, and needs no other right. Questions are answered on standard input: a passkey of \
            six digits, or yes or no.
            """
    )

    @OptionGroup var options: GatewayOptions

    @Flag(name: .long, help: "Nobody can answer questions: pair only without a passkey.")
    var unattended = false

    @Option(name: .long, help: "Seconds to wait for the device.")
    var seconds = 60

    @Argument(help: "The device's address, as `hearth-gateway scan` shows it.")
    var address: String

    func run() async throws {
        guard let address = BluetoothAddress(address) else {
            throw ValidationError("an address has the form E8:07:01:02:03:04")
        }
        let (configuration, logger) = try await options.load()
        let device = try await DevicePairing(configuration: configuration, logger: logger).run(
            address: address,
            within: .seconds(seconds),
            person: TerminalPerson(capability: unattended ? .none : .keyboardAndDisplay)
        )
        let name = device.name.map { " (\($0))" } ?? ""
        print("Paired \(device.address)\(name), \(device.isAuthenticated ? "with" : "without") a passkey or number.")
    }
}
