import Foundation
import GATT
import GRDB

/// The statements about how far devices' records are stored.
enum RecordPositionQueries {
    static func position(_ db: Database, of source: RecordSource) throws -> RecordPosition? {
        let row = try Row.fetchOne(
            db,
            sql: "SELECT sequenceNumber, bytes FROM recordPosition WHERE device = ? AND characteristic = ?",
            arguments: [source.device, Int(source.characteristic)]
        )
        guard let row else { return nil }
        guard let number = UInt16(exactly: row["sequenceNumber"] as Int) else { throw SpoolError(.damaged) }
        return RecordPosition(sequenceNumber: number, bytes: [UInt8](row["bytes"] as Data))
    }

    static func keep(_ db: Database, _ position: RecordPosition, of source: RecordSource) throws {
        try db.execute(
            sql: """
                INSERT INTO recordPosition (device, characteristic, sequenceNumber, bytes) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET sequenceNumber = excluded.sequenceNumber, bytes = excluded.bytes
                """,
            arguments: [
                source.device, Int(source.characteristic), Int(position.sequenceNumber), Data(position.bytes),
            ]
        )
    }

    static func forget(_ db: Database, of source: RecordSource) throws {
        try db.execute(
            sql: "DELETE FROM recordPosition WHERE device = ? AND characteristic = ?",
            arguments: [source.device, Int(source.characteristic)]
        )
    }
}
