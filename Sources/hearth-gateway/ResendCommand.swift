import ArgumentParser
import HearthGateway

/// Sends what the server refused once more.
struct ResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Send the measurements that the server refused once more.",
        discussion: """
            They are kept with the server's reason until then. Use it after what was refused has been set right, by an \
            update of the server for example. The gateway may run meanwhile: it sends them within half a minute.
            """
    )

    @OptionGroup var options: GatewayOptions

    func run() async throws {
        let (configuration, logger) = try await options.load()
        let count = try await Resending(configuration: configuration, logger: logger).run()
        print(count == 0 ? "Nothing was refused." : "\(count) measurements wait to be sent again.")
    }
}
