import ArgumentParser
import Foundation
import HearthGateway

/// Shows which devices are near.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Show the measuring devices that are near: kind, name, address, signal, paired or not.",
        discussion: "A gateway that runs looks itself, and goes on reading; the command is given as its user then."
    )

    @OptionGroup var options: GatewayOptions

    @Flag(name: .long, help: "Show devices too that announce no health service.")
    var all = false

    @Option(name: .long, help: "Seconds to look.")
    var seconds = 15

    func run() async throws {
        let (configuration, logger) = try await options.load()
        let scan = DeviceScan(configuration: configuration, showsAll: all, logger: logger)
        // A terminal sees the table grow; a file or a pipe gets it once.
        let isLive = isatty(STDOUT_FILENO) == 1
        let lines = try await scan.run(for: .seconds(seconds)) { lines in
            if isLive { print("\u{1B}[H\u{1B}[J" + lines.joined(separator: "\n")) }
        }
        if !isLive { print(lines.joined(separator: "\n")) }
    }
}
