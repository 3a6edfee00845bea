import Foundation
import GRDB

/// Opens the spool's file so that what is committed is on the disk and nobody else can read it.
enum SpoolFile {
    /// The file's owner reads and writes, nobody else does; SQLite gives its side files the same rights.
    private static let privateMode: mode_t = 0o600

    static func open(_ path: String) throws(SpoolError) -> DatabaseQueue {
        let folder = try lockedFolder(of: path)
        defer { close(folder) }
        try makePrivate(path)
        var configuration = Configuration()
        configuration.label = "spool"
        configuration.busyMode = .timeout(SpoolLimits.busySeconds)
        configuration.prepareDatabase { db in
            // Set here and not with Configuration.journalMode, which lowers synchronous to NORMAL: then a commit
            // would be lost with the power, and with it a measurement that was confirmed.
            try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        }
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let migrator = SpoolSchema.migrator
            guard try !queue.read(migrator.hasBeenSuperseded) else { throw SpoolError(.newerSchema) }
            try migrator.migrate(queue)
            // Makes the file's name durable; SQLite does so for its side files only.
            guard fsync(folder) == 0 else { throw systemError() }
            return queue
        } catch {
            throw SpoolError(error)
        }
    }

    /// Creates the file with its rights before SQLite would create it with others.
    private static func makePrivate(_ path: String) throws(SpoolError) {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, privateMode)
        guard descriptor >= 0 else { throw systemError() }
        defer { close(descriptor) }
        guard fchmod(descriptor, privateMode) == 0 else { throw systemError() }
    }

    /// The folder, locked until its descriptor is closed: `run` and `status` may open a new spool at the same moment,
    /// and SQLite lets neither wait for the other while the log's mode is set and the tables are made.
    private static func lockedFolder(of path: String) throws(SpoolError) -> Int32 {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw systemError() }
        guard flock(descriptor, LOCK_EX) == 0 else {
            defer { close(descriptor) }
            throw systemError()
        }
        return descriptor
    }

    private static func systemError() -> SpoolError {
        SpoolError(.cannotOpen, cause: String(cString: strerror(errno)))
    }
}
