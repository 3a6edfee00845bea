import HearthCore
import Postgres
import Vitals

/// The columns of an alert's event as they are read.
enum AlertEventColumns {
    /// What an event is read from; the columns of `names` are of `e` and `a`.
    static let source = """
        hearth.alert_events e JOIN hearth.alerts a ON a.organization_id = e.organization_id AND a.id = e.alert_id
        """

    static let names = """
        e.sequence, e.alert_id, a.patient_id, a.gateway_id, a.device_id, a.rule, a.metric, e.change, e.side, e.priority, \
        e.state, e.reason, e.at, e.by_kind, e.by_id
        """

    static func event(_ row: PostgresRow) throws -> AlertEvent {
        AlertEvent(
            sequence: try row.decode("sequence"),
            alert: try row.decode("alert_id"),
            subject: try AlertSubjectColumns.decode(row),
            rule: try row.decode("rule"),
            metric: try row.decodeOptionalRaw("metric"),
            change: try row.decodeRaw("change"),
            side: try row.decodeOptionalRaw("side"),
            priority: try row.decodeRaw("priority"),
            state: try row.decodeRaw("state"),
            reason: try row.decode("reason"),
            at: try row.decode("at"),
            by: try SubjectColumns.decode(row, kind: "by_kind", id: "by_id")
        )
    }
}
