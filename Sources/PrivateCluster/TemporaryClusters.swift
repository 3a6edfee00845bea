import Foundation
import Synchronization

/// The temporary clusters that run: a process that simply ends leaves none of their folders behind.
enum TemporaryClusters {
    private struct Entry {
        let directory: URL
        let server: ChildProcess
    }

    /// How long the end of the process waits for a server, in steps of `stepMicroseconds`.
    private static let steps = 500
    private static let stepMicroseconds: useconds_t = 10_000

    private static let entries = Mutex<[ObjectIdentifier: Entry]>([:])
    private static let atExit: Void = { _ = atexit { TemporaryClusters.removeAll() } }()

    static func remember(_ cluster: PrivateCluster, server: ChildProcess) {
        _ = atExit
        let entry = Entry(directory: cluster.directory, server: server)
        entries.withLock { $0[ObjectIdentifier(cluster)] = entry }
    }

    static func forget(_ cluster: PrivateCluster) {
        entries.withLock { $0[ObjectIdentifier(cluster)] = nil }
    }

    private static func removeAll() {
        let left = entries.withLock { Array($0.values) }
        // Nobody will read what they hold, so they need not write a checkpoint.
        for entry in left { entry.server.send(signal: SIGQUIT) }
        for entry in left {
            for _ in 0..<steps where entry.server.isRunning { usleep(stepMicroseconds) }
            try? FileManager.default.removeItem(at: entry.directory)
        }
    }
}
