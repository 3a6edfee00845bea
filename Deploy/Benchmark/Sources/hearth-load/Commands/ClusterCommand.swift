import ArgumentParser
import Foundation
import PrivateCluster

/// Runs a private PostgreSQL until standard input ends.
struct ClusterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster",
        abstract: "Start a private, durable PostgreSQL, print its folder, and stop it when standard input ends."
    )

    @Option(help: "Where it lives; a new folder that only the benchmark uses.") var folder: String
    @Option(help: "A parameter of postgresql.conf as name=value.") var parameter: [String] = []

    func run() async throws {
        let pairs = parameter.map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        let settings = ClusterSettings(
            parameters: Dictionary(pairs.map { ($0[0], $0.count > 1 ? $0[1] : "") }, uniquingKeysWith: { $1 })
        )
        let cluster = try await PrivateCluster.start(
            directory: URL(filePath: folder, directoryHint: .isDirectory),
            settings: settings
        )
        print(cluster.connectionString())
        fflush(nil)
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                while readLine() != nil {}
                continuation.resume()
            }
        }
        await cluster.stop()
    }
}
