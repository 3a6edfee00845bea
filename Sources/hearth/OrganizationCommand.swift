import ArgumentParser
import HearthCore
import HearthServer

/// The tenants.
struct OrganizationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organization",
        abstract: "Manage the organisations.",
        subcommands: [Create.self]
    )

    /// Registers a tenant.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Register an organisation and print its id."
        )

        @OptionGroup var options: ServerOptions

        @Argument(help: "The name as people know it.")
        var name: String

        func run() async throws {
            let (configuration, logger) = try await options.loadServer()
            let office = LocalOffice(configuration: configuration, logger: logger)
            let organization = try await office.run { ports in try await ports.organizations.create(name: name) }
            print(organization.id)
        }
    }
}
