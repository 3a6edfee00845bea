import ArgumentParser
import HearthCore
import HearthServer
import Vitals

/// Runs this build's decoder over stored bytes.
struct RedecodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redecode",
        abstract: "Decode the stored bytes of readings and quarantine entries once more, and show what would change.",
        discussion: """
            With --apply, what would change is stored as corrected versions, which limits judge at once; quarantine \
            entries are mended where they wait. What says something else of the person or the time is only shown. A run \
            that was ended is begun again; a second run changes nothing.
            """
    )

    @OptionGroup var options: ServerOptions

    @Option(name: .long, help: "The organisation's id.")
    var organization: String

    @Option(name: .long, help: "Only the device with this identifier.")
    var device: String?

    @Option(name: .long, help: "Only devices whose registered model fits; * stands for any characters.")
    var registeredModel: String?

    @Option(name: .long, help: "Only this characteristic, like 2A35.")
    var characteristic: String?

    @Option(name: .long, help: "Only what was measured at this time or later, like 2026-11-01T00:00:00Z.")
    var from: String?

    @Option(name: .long, help: "Only what was measured before this time.")
    var to: String?

    @Option(name: .long, help: "Only values that this quirk mends, like beurer-bm85-byte-order.")
    var quirk: String?

    @Option(name: .long, help: "A file of quirks that hold before the known ones, as gateways have it (quirks.file).")
    var quirksFile: String?

    @Option(name: .long, help: "Who made the devices, as they say themselves; needed where a quirk may concern them.")
    var manufacturer: String?

    @Option(name: .long, help: "Which model the devices are, as they say themselves; otherwise what is registered.")
    var model: String?

    @Flag(name: .long, help: "Store what would change.")
    var apply = false

    @Flag(name: .long, help: "Print a line for each measurement that is not the same: keys and values.")
    var details = false

    func run() async throws {
        guard let tenant = OrganizationID(organization) else { throw ValidationError("not an organisation's id") }
        let wanted = RedecodeOptions(
            device: device,
            registeredModel: registeredModel,
            filter: try filter(),
            quirk: quirk,
            quirkFile: quirksFile,
            manufacturer: manufacturer,
            model: model,
            isApplied: apply,
            isDetailed: details
        )
        let (configuration, logger) = try await options.loadServer()
        let summary = try await LocalOffice(configuration: configuration, logger: logger).run { ports in
            let redecode = try Redecode(ports: ports, as: .localOperator(of: tenant), options: wanted) { print($0) }
            return try await redecode.run()
        }
        for line in summary.lines { print(line) }
    }

    private func filter() throws -> BytesFilter {
        var filter = BytesFilter()
        if let characteristic {
            guard characteristic.utf8.count == 4, let number = UInt16(characteristic, radix: 16) else {
                throw ValidationError("--characteristic has four hexadecimal digits")
            }
            filter.characteristic = number
        }
        filter.from = try instant(from, "--from")
        filter.to = try instant(to, "--to")
        return filter
    }

    private func instant(_ text: String?, _ option: String) throws -> Instant? {
        guard let text else { return nil }
        guard let instant = Instant(text) else { throw ValidationError("\(option) is an RFC 3339 time") }
        return instant
    }
}
