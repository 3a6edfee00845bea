import ArgumentParser
import Foundation
import HearthGateway

/// Shows which devices are near.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Show the measuring devices that are near: kind, name, address, signal, paired or not.",
        discussion: "Stop the gateway first (systemctl stop hearth-gateway): one program at a time has the adapter."
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
        let table = try await scan.run(for: .seconds(seconds)) { table in
            if isLive { print("\u{1B}[H\u{1B}[J" + table.lines.joined(separator: "\n")) }
        }
        if !isLive { print(table.lines.joined(separator: "\n")) }
    }
}
