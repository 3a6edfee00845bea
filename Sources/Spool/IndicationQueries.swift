import Foundation
import GRDB
import Vitals

/// The statements about raw indications.
enum IndicationQueries {
    private static let columns = """
        id, device, characteristic, bytes, receivedAt, bootID, bootMilliseconds, clock, clockOffsetSeconds,
        needsConfirmation, facts
        """

    static func insert(_ db: Database, _ indication: RawIndication) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO indication
                    (device, characteristic, bytes, receivedAt, bootID, bootMilliseconds, clock, clockOffsetSeconds,
                     needsConfirmation, isConfirmed, facts, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'undecoded')
                """,
            arguments: [
                indication.device, Int(indication.characteristic), Data(indication.bytes),
                indication.receivedAt.millisecondsSince1970, indication.bootTime?.bootID,
                indication.bootTime?.milliseconds, indication.clock.rawValue, indication.clockOffsetSeconds,
                indication.needsConfirmation, !indication.needsConfirmation, try json(indication.facts),
            ]
        )
        return db.lastInsertedRowID
    }

    /// The earlier copy of an indication that its device sends again; the type's comment on `Spool` says when.
    static func unconfirmed(_ db: Database, like indication: RawIndication) throws -> StoredIndication? {
        guard indication.needsConfirmation else { return nil }
        let window = SpoolLimits.redeliveryWindowMilliseconds
        let boot = indication.bootTime
        let received = indication.receivedAt.millisecondsSince1970
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT \(columns) FROM indication
                WHERE isConfirmed = 0 AND device = ? AND characteristic = ? AND bytes = ?
                    AND CASE WHEN bootID = ? THEN bootMilliseconds BETWEEN ? AND ? ELSE receivedAt BETWEEN ? AND ? END
                ORDER BY id DESC LIMIT 1
                """,
            arguments: [
                indication.device, Int(indication.characteristic), Data(indication.bytes), boot?.bootID,
                boot.map { $0.milliseconds - window }, boot?.milliseconds,
                // Over a restart of the board the clock on the wall is all there is; it may have been set back since.
                received - window, received + window,
            ]
        )
        return try row.map { try stored($0, isRedelivery: true) }
    }

    static func undecoded(_ db: Database, after id: Int64, limit: Int) throws -> [StoredIndication] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM indication
                WHERE state = 'undecoded' AND clock <> 'waiting' AND id > ? ORDER BY id LIMIT ?
                """,
            arguments: [id, limit]
        ).map { try stored($0, isRedelivery: false) }
    }

    static func undecoded(
        _ db: Database,
        of device: String,
        _ characteristics: Set<UInt16>,
        limit: Int
    ) throws -> [StoredIndication] {
        let marks = databaseQuestionMarks(count: characteristics.count)
        return try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM indication
                WHERE state = 'undecoded' AND clock <> 'waiting' AND device = ? AND characteristic IN (\(marks))
                ORDER BY id LIMIT ?
                """,
            arguments: [device] + StatementArguments(characteristics.map(Int.init)) + [limit]
        ).map { try stored($0, isRedelivery: false) }
    }

    static func waitingForClock(_ db: Database, limit: Int) throws -> [StoredIndication] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM indication WHERE state = 'undecoded' AND clock = 'waiting' ORDER BY id LIMIT ?
                """,
            arguments: [limit]
        ).map { try stored($0, isRedelivery: false) }
    }

    static func place(_ db: Database, _ stored: StoredIndication) throws {
        try db.execute(
            sql: """
                UPDATE indication SET receivedAt = ?, clock = ?, clockOffsetSeconds = ?
                WHERE id = ? AND clock = 'waiting'
                """,
            arguments: [
                stored.indication.receivedAt.millisecondsSince1970, stored.indication.clock.rawValue,
                stored.indication.clockOffsetSeconds, stored.id,
            ]
        )
    }

    static func retryUndecodable(_ db: Database, limit: Int) throws -> Int {
        try db.execute(
            sql: """
                UPDATE indication SET state = 'undecoded'
                WHERE id IN (SELECT id FROM indication WHERE state = 'undecodable' ORDER BY id DESC LIMIT ?)
                """,
            arguments: [limit]
        )
        return db.changesCount
    }

    /// Deletes an indication that is decoded, so that its bytes are in its measurements, and confirmed.
    static func deleteFinished(_ db: Database, id: Int64) throws {
        try db.execute(
            sql: "DELETE FROM indication WHERE id = ? AND state = 'decoded' AND isConfirmed = 1",
            arguments: [id]
        )
    }

    /// Deletes decoded indications that were kept only to recognise a redelivery.
    static func deleteExpired(_ db: Database, now: Instant) throws {
        try db.execute(
            sql: "DELETE FROM indication WHERE state = 'decoded' AND receivedAt < ?",
            arguments: [now.millisecondsSince1970 - SpoolLimits.redeliveryWindowMilliseconds]
        )
    }

    private static func stored(_ row: Row, isRedelivery: Bool) throws -> StoredIndication {
        guard let characteristic = UInt16(exactly: row["characteristic"] as Int),
            let clock = ReceptionClock(rawValue: row["clock"])
        else { throw SpoolError(.damaged) }
        let bootID: String? = row["bootID"]
        return StoredIndication(
            id: row["id"],
            indication: RawIndication(
                device: row["device"],
                characteristic: characteristic,
                bytes: [UInt8](row["bytes"] as Data),
                receivedAt: Instant(millisecondsSince1970: row["receivedAt"]),
                bootTime: bootID.map { BootTime(bootID: $0, milliseconds: row["bootMilliseconds"]) },
                clock: clock,
                clockOffsetSeconds: row["clockOffsetSeconds"],
                needsConfirmation: row["needsConfirmation"],
                facts: try facts(row["facts"])
            ),
            isRedelivery: isRedelivery
        )
    }

    private static func json(_ facts: DeviceFacts) throws -> String? {
        facts == .none ? nil : String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
    }

    private static func facts(_ json: String?) throws -> DeviceFacts {
        guard let json else { return .none }
        do {
            return try JSONDecoder().decode(DeviceFacts.self, from: Data(json.utf8))
        } catch {
            throw SpoolError(.damaged)
        }
    }
}
