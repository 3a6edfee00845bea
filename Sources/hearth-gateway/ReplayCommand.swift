import ArgumentParser
import Foundation
import HearthGateway

/// Decodes recorded PDUs as if a device had just sent them.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decode recorded PDUs and show what they say; with --store, put them into the spool for upload.",
        discussion: """
            Each line of FILE: the time of reception (RFC 3339), the device's identifier, the characteristic and the \
            value in hexadecimal, for example
            2026-03-01T07:15:00Z E8:07:01:02:03:04 2A35 1E780050005D00EA07030107...
            Blank lines and lines that start with # are passed over.
            """
    )

    @OptionGroup var options: GatewayOptions

    @Flag(name: .long, help: "Store what was recorded; `hearth-gateway run` uploads it.")
    var store = false

    @Argument(help: "The file of recorded PDUs.")
    var file: String

    func run() async throws {
        let (configuration, logger) = try await options.load()
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let replay = Replay(configuration: configuration, logger: logger)
        for line in try await replay.run(recording: text, isStored: store) { print(line) }
    }
}
