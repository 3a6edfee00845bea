import ArgumentParser
import HearthCore
import HearthServer

/// The log of who changed or looked at what.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Check an organisation's audit log.",
        subcommands: [Verify.self]
    )

    /// Recomputes the hash chain.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Recompute the hash chain of an organisation's audit log; fails when an entry was changed."
        )

        @OptionGroup var options: ServerOptions

        @Option(name: .long, help: "The organisation's id.")
        var organization: String

        func run() async throws {
            guard let tenant = OrganizationID(organization) else { throw ValidationError("not an organisation's id") }
            let (configuration, logger) = try await options.loadServer()
            let office = LocalOffice(configuration: configuration, logger: logger)
            switch try await office.run({ ports in try await ports.audit.verify(as: .localOperator(of: tenant)) }) {
            case .intact(let entries): print("The chain of \(entries) entries is intact.")
            case .broken(let entry):
                print("The chain is broken at entry \(entry).")
                throw ExitCode.failure
            }
        }
    }
}
