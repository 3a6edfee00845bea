import Alerting
import HearthCore
import Postgres
import Vitals

/// The statements that write what a board decided, or what a person did.
struct AlertWriter {
    let transaction: TenantTransaction

    /// Everything that the transitions of a board change; open alerts first, so that a closed one makes room.
    func statements(for board: AlertBoard) -> [PostgresStatement] {
        guard !board.transitions.isEmpty else { return [] }
        let alerts = board.changedAlerts
        let events = board.transitions.map { transition in
            AlertEventDraft(
                alert: transition.standing.id,
                change: transition.change,
                after: transition.standing.alert,
                reason: transition.standing.reason
            )
        }
        return [
            transaction.statement(AlertWriter.update, columns(alerts.filter { !$0.isNew })),
            transaction.statement(AlertWriter.insert, columns(alerts.filter(\.isNew))),
            readings(board.transitions),
        ] + eventStatements(events, by: nil)
    }

    private static let row = """
        unnest($2::uuid[], $3::uuid[], $4::text[], $5::int4[], $6::uuid[], $7::text[], $8::text[], $9::text[], \
        $10::text[], $11::text[], $12::timestamptz[]) AS n (
            id, patient_id, rule, rule_version, limits_id, metric, side, priority, state, reason, newest_reading_at)
        """

    private static let insert = """
        INSERT INTO hearth.alerts (
            organization_id, id, patient_id, rule, rule_version, limits_id, metric, side, priority, state, reason,
            newest_reading_at, raised_at, updated_at)
        SELECT $1, n.*, now(), now() FROM \(row)
        """

    /// An acknowledgement is of what stood then: it goes when the alert asks for attention again.
    private static let update = """
        UPDATE hearth.alerts a
        SET rule_version = n.rule_version, limits_id = n.limits_id, side = n.side, priority = n.priority,
            state = n.state, reason = n.reason, newest_reading_at = n.newest_reading_at, updated_at = now(),
            acknowledged_by_kind = CASE WHEN n.state <> 'active-unacknowledged' THEN a.acknowledged_by_kind END,
            acknowledged_by = CASE WHEN n.state <> 'active-unacknowledged' THEN a.acknowledged_by END,
            acknowledged_at = CASE WHEN n.state <> 'active-unacknowledged' THEN a.acknowledged_at END,
            acknowledgement_note = CASE WHEN n.state <> 'active-unacknowledged' THEN a.acknowledgement_note END
        FROM \(row)
        WHERE a.organization_id = $1 AND a.id = n.id
        """

    private func columns(_ alerts: [AlertBoard.Standing]) -> [PostgresValue] {
        [
            .array(alerts.map { .id($0.id) }, of: .uuid),
            .array(alerts.map { .id($0.key.patient) }, of: .uuid),
            .array(alerts.map { .text($0.rule.rule.id) }, of: .text),
            .array(alerts.map { .int4(Int32($0.rule.rule.version)) }, of: .int4),
            .array(alerts.map { .uuid($0.rule.limitsID) }, of: .uuid),
            .array(alerts.map { .text($0.key.metric.rawValue) }, of: .text),
            .array(alerts.map { .text($0.alert.side.rawValue) }, of: .text),
            .array(alerts.map { .text($0.alert.priority.rawValue) }, of: .text),
            .array(alerts.map { .text($0.alert.state.rawValue) }, of: .text),
            .array(alerts.map { .text($0.reason) }, of: .text),
            .array(alerts.map { .instant($0.alert.newestReadingAt) }, of: .timestamptz),
        ]
    }

    private func readings(_ transitions: [AlertBoard.Transition]) -> PostgresStatement {
        let firing = transitions.flatMap { transition in
            transition.firing.map { (alert: transition.standing.id, reading: $0) }
        }
        return transaction.statement(
            """
            INSERT INTO hearth.alert_readings (organization_id, alert_id, effective_at, reading_id)
            SELECT $1, * FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[])
            ON CONFLICT DO NOTHING
            """,
            [
                .array(firing.map { .id($0.alert) }, of: .uuid),
                .array(firing.map { .instant($0.reading.effectiveAt) }, of: .timestamptz),
                .array(firing.map { .uuid($0.reading.id) }, of: .uuid),
            ]
        )
    }
}
