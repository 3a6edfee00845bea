import ArgumentParser
import HearthCore
import HearthServer

/// The people who log in.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Manage the members of an organisation's care team.",
        subcommands: [Create.self]
    )

    /// Adds a person and prints the token, once.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create",
            abstract: "Add a person and print the bearer token, which is shown only now."
        )

        @OptionGroup var options: ServerOptions

        @Option(name: .long, help: "The organisation's id.")
        var organization: String

        @Option(name: .long, help: "clinician, on-call or administrator.")
        var role: String

        @Argument(help: "The name that the audit log shows.")
        var name: String

        func run() async throws {
            guard let tenant = OrganizationID(organization) else { throw ValidationError("not an organisation's id") }
            guard let role = Role(rawValue: role), role != .gateway else {
                throw ValidationError("the role is clinician, on-call or administrator")
            }
            let (configuration, logger) = try await options.loadServer()
            let office = LocalOffice(configuration: configuration, logger: logger)
            let token = try await office.run { ports in
                try await ports.users.create(name: name, role: role, as: .localOperator(of: tenant)).token
            }
            print(token.text)
        }
    }
}
