import GRDB
import Vitals

/// The questions about the spool as a whole.
enum SpoolQueries {
    /// The bytes of the pages that hold something: what was deleted is used again before the file grows.
    static func usedBytes(_ db: Database) throws -> Int {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        return (pages - free) * size
    }

    static func status(_ db: Database, maximumBytes: Int) throws -> SpoolStatus {
        SpoolStatus(
            pendingCount: try count(db, "measurement", "pending"),
            oldestPendingReceivedAt: try Int64.fetchOne(
                db,
                sql: "SELECT min(receivedAt) FROM measurement WHERE state = 'pending'"
            ).map(Instant.init(millisecondsSince1970:)),
            undecodedCount: try count(db, "indication", "undecoded"),
            waitingForClockCount: try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM indication WHERE state = 'undecoded' AND clock = 'waiting'"
            ) ?? 0,
            undecodableCount: try count(db, "indication", "undecodable"),
            refusedCount: try count(db, "measurement", "refused"),
            usedBytes: try usedBytes(db),
            maximumBytes: maximumBytes
        )
    }

    private static func count(_ db: Database, _ table: String, _ state: String) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table) WHERE state = ?", arguments: [state]) ?? 0
    }
}
