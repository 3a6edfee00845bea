import ArgumentParser

/// The agent in the home.
@main
struct HearthGatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearth-gateway",
        abstract: "Reads the home's measuring devices and uploads what they measured.",
        subcommands: [
            RunCommand.self, EnrollCommand.self, AdaptersCommand.self, ScanCommand.self, PairCommand.self,
            ForgetCommand.self, StatusCommand.self, ResendCommand.self, ReplayCommand.self,
        ]
    )
}
