import Foundation
import GRDB

/// Makes every write to a spool slow: another connection to its file holds the lock for half of the time.
final class SlowDisk: Sendable {
    private let holding: Task<Void, Never>

    init(_ file: URL) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(30)
        let database = try DatabaseQueue(path: file.path, configuration: configuration)
        holding = Task {
            while !Task.isCancelled {
                try? await database.writeWithoutTransaction { db in
                    try db.inTransaction(.immediate) {
                        Thread.sleep(forTimeInterval: 0.01)
                        return .rollback
                    }
                }
                try? await Task.sleep(for: .milliseconds(10))
            }
            try? database.close()
        }
    }

    /// Lets the spool write as fast as it can again.
    func end() async {
        holding.cancel()
        await holding.value
    }
}
