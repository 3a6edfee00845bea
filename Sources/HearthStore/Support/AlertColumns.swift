import HearthCore
import Postgres
import Vitals

/// The columns of an alert as they are read.
enum AlertColumns {
    /// The readings are those that fired it, the newest few, oldest first.
    ///
    /// The table must go by the name `a`.
    static let names = """
        id, patient_id, gateway_id, device_id, rule, rule_version, metric, side, priority, state, reason, raised_at,
        updated_at, acknowledged_by_kind, acknowledged_by, acknowledged_at, acknowledgement_note,
        resolved_by_kind, resolved_by, resolved_at, resolution_note,
        ARRAY(
            SELECT reading_id FROM (
                SELECT r.reading_id, r.effective_at FROM hearth.alert_readings r
                WHERE r.organization_id = a.organization_id AND r.alert_id = a.id
                ORDER BY r.effective_at DESC, r.reading_id DESC LIMIT \(AlertRecord.maximumReadings)
            ) AS newest
            ORDER BY effective_at, reading_id
        ) AS readings
        """

    static func alert(_ row: PostgresRow) throws -> AlertRecord {
        AlertRecord(
            id: try row.decode("id"),
            subject: try AlertSubjectColumns.decode(row),
            rule: try row.decode("rule"),
            ruleVersion: try row.decode("rule_version"),
            metric: try row.decodeOptionalRaw("metric"),
            side: try row.decodeOptionalRaw("side"),
            priority: try row.decodeRaw("priority"),
            state: try row.decodeRaw("state"),
            reason: try row.decode("reason"),
            raisedAt: try row.decode("raised_at"),
            updatedAt: try row.decode("updated_at"),
            readings: try readings(row),
            acknowledgement: try action(row, "acknowledged", "acknowledgement_note"),
            resolution: try action(row, "resolved", "resolution_note")
        )
    }

    /// A reading whose time was corrected is there with both times; the newer one counts.
    private static func readings(_ row: PostgresRow) throws -> [ReadingID] {
        let ids = try row.decodeArray("readings", of: ReadingID.self)
        var seen: Set<ReadingID> = []
        return ids.reversed().filter { seen.insert($0).inserted }.reversed()
    }

    private static func action(_ row: PostgresRow, _ verb: String, _ note: String) throws -> AlertRecord.Action? {
        guard let subject = try SubjectColumns.decode(row, kind: "\(verb)_by_kind", id: "\(verb)_by") else {
            return nil
        }
        return AlertRecord.Action(by: subject, at: try row.decode("\(verb)_at"), note: try row.decode(note))
    }
}
