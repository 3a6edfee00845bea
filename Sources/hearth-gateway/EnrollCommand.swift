import ArgumentParser
import HearthGateway

/// Trades a one-time code for the gateway's own credential.
struct EnrollCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enroll",
        abstract: "Trade the administrator's one-time code for this gateway's credential.",
        discussion: "The code is read from standard input, so that it is not seen in the list of processes."
    )

    @OptionGroup var options: GatewayOptions

    func run() async throws {
        let (configuration, _) = try await options.load()
        guard let code = readLine(strippingNewline: true), !code.isEmpty else {
            throw ValidationError("write the one-time code to standard input")
        }
        try await GatewayEnrolment(configuration: configuration).enroll(code: code)
        print("Enrolled. Start the gateway with `hearth-gateway run`.")
    }
}
