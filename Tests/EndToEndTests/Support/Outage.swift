import Foundation
import PrivateCluster
import Testing

/// How the database goes away.
enum Outage: String, CaseIterable, CustomTestStringConvertible {
    /// Its processes stand still: connections stay open and nobody answers.
    case stopped
    /// Its processes are killed: nobody is there to connect to.
    case killed

    /// How long it is away: longer than a request is worked on, so that every client is told to come back; a minute
    /// is asked for by hand.
    static let seconds =
        ProcessInfo.processInfo.environment["HEARTH_OUTAGE_SECONDS"].flatMap { Int($0) } ?? defaultSeconds
    private static let defaultSeconds = 7

    var testDescription: String { rawValue }

    func begin(_ cluster: PrivateCluster) async throws {
        switch self {
        case .stopped: try signal(SIGSTOP, cluster)
        case .killed: await cluster.kill()
        }
    }

    func end(_ cluster: PrivateCluster) async throws {
        switch self {
        case .stopped: try signal(SIGCONT, cluster)
        case .killed: try await cluster.restart()
        }
    }

    private func signal(_ signal: Int32, _ cluster: PrivateCluster) throws {
        let file = cluster.directory.appending(path: "data/postmaster.pid")
        let first = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").first
        guard let postmaster = first.flatMap({ pid_t($0) }) else { throw EndToEndError("no postmaster") }
        for process in ProcessTree().descendants(of: postmaster) { kill(process.identifier, signal) }
        kill(postmaster, signal)
    }
}
