import GRDB
import Logging
import ReadingExchange
import Synchronization
import Vitals

/// What the gateway holds between a device and the server, on disk; nothing that was confirmed to a device is lost.
///
/// The way of a measurement:
/// 1. `store` returns when the raw bytes are on the disk. Then the device is confirmed, and `markConfirmed` notes it.
/// 2. `complete` replaces the bytes by the measurements that were decoded from them, or `markUndecodable` keeps them.
/// 3. `nextBatch` gives what waits, and `settle` deletes what the server has answered for, and that alone.
///
/// A crash between any two steps repeats a step: `undecoded` gives what was stored and not decoded. A measurement that
/// comes again is known by its identity, also after its delivery (the last 50,000 are remembered, `SpoolLimits`).
///
/// **Redelivery.** A device repeats an indication whose confirmation it did not get. When the value has neither a time
/// stamp nor a sequence number, the identity is made of the time of reception and cannot tell. So an indication with
/// the same bytes of the same device and characteristic as one that was stored, never marked confirmed and received
/// less than 10 minutes ago is the same measurement, and keeps the time of its first reception. What can go wrong: the
/// gateway is killed after the confirmation left and before it was noted, and within 10 minutes the person measures
/// again and gets the very same bytes; then the two are one. The other way round, one measurement would count twice.
///
/// **Bounded.** The file does not grow beyond the configured size (SQLite's log beside it has about 4 MiB more). At
/// 80 % the status and the log say so. When it is full, `store` throws `spool.full`, so that the device is not
/// confirmed and keeps its data; nothing that is held is dropped to make room.
public final class Spool: Sendable {
    private let database: DatabaseQueue
    private let maximumBytes: Int
    private let logger: Logger
    private let pressure = Mutex(SpoolPressure.normal)
    private let onPressureChange: @Sendable () -> Void

    /// Opens the spool, and creates it when there is none: a file that only its owner can read (0600).
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - maximumBytes: The size that it may have.
    ///   - logger: Gets each change of the pressure.
    ///   - onPressureChange: Called after each, from within a transaction: it must not ask the spool.
    /// - Throws: `spool.cannot-open`, `spool.damaged`, `spool.newer-schema`, `spool.database`.
    public init(
        path: String,
        maximumBytes: Int = SpoolLimits.defaultMaximumBytes,
        logger: Logger,
        onPressureChange: @escaping @Sendable () -> Void = {}
    ) throws(SpoolError) {
        self.maximumBytes = max(maximumBytes, SpoolLimits.leastMaximumBytes)
        self.logger = logger
        self.onPressureChange = onPressureChange
        database = try SpoolFile.open(path)
    }

    /// Closes the file; what is called afterwards throws.
    public func close() throws(SpoolError) {
        do {
            try database.close()
        } catch {
            throw SpoolError(error)
        }
    }

    /// What the spool holds now.
    public func status() async throws(SpoolError) -> SpoolStatus {
        let maximumBytes = maximumBytes
        return try await read { db in try SpoolQueries.status(db, maximumBytes: maximumBytes) }
    }

    func read<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws(SpoolError) -> T {
        do {
            return try await database.read(body)
        } catch {
            throw SpoolError(error)
        }
    }

    /// One transaction; it returns when the disk has it.
    func write<T: Sendable>(_ body: @Sendable (Database) throws -> T) async throws(SpoolError) -> T {
        do {
            return try await database.write(body)
        } catch {
            throw SpoolError(error)
        }
    }

    /// Throws when `count` more bytes have no room, and logs each change of the pressure.
    func reserve(_ count: Int, _ db: Database) throws {
        let used = try SpoolQueries.usedBytes(db)
        let now = SpoolPressure(usedBytes: used + count, maximumBytes: maximumBytes)
        let before = pressure.withLock { pressure in
            defer { pressure = now }
            return pressure
        }
        if now != before {
            logger.log(
                level: now == .normal ? .notice : .error,
                "The spool's pressure changed",
                metadata: ["pressure": "\(now.rawValue)", "bytes": "\(used)", "maximum": "\(maximumBytes)"]
            )
            onPressureChange()
        }
        guard now != .full else { throw SpoolError(.spoolFull) }
    }
}
