import ArgumentParser

/// The server.
@main
struct HearthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hearth",
        abstract: "Remote patient monitoring: stores what is measured at home and tells who should be told.",
        subcommands: [
            ServeCommand.self, MigrateCommand.self, DemoCommand.self, OrganizationCommand.self, UserCommand.self,
            AuditCommand.self, RedecodeCommand.self, CheckConfigCommand.self,
        ]
    )
}
