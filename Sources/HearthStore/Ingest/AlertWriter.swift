import Alerting
import HearthCore
import Postgres
import Vitals

/// The statements that write what a board decided, or what a person did.
struct AlertWriter {
    let transaction: TenantTransaction

    /// Everything that the transitions of a board change.
    func statements(for board: AlertBoard) -> [PostgresStatement] {
        statements(
            for: board.transitions.map { transition in
                AlertTransition(
                    row: AlertRow(transition.standing),
                    change: transition.change,
                    firing: transition.firing
                )
            }
        )
    }

    /// Everything that the transitions change; open alerts first, so that a closed one makes room.
    ///
    /// They are somebody's who corrected a reading, and nobody's when a reading or a report caused them.
    func statements(for transitions: [AlertTransition], by subject: Principal.Subject? = nil) -> [PostgresStatement] {
        guard !transitions.isEmpty else { return [] }
        var last: [AlertID: AlertRow] = [:]
        for transition in transitions { last[transition.row.id] = transition.row }
        let alerts = last.values.sorted { $0.id.description < $1.id.description }
        return [
            transaction.statement(AlertWriter.update, columns(alerts.filter { !$0.isNew })),
            transaction.statement(AlertWriter.insert, columns(alerts.filter(\.isNew))),
            readings(transitions),
        ] + eventStatements(transitions.map(\.event), by: subject)
    }

    private static let row = """
        unnest($2::uuid[], $3::uuid[], $4::text[], $5::int4[], $6::uuid[], $7::text[], $8::text[], $9::text[], \
        $10::text[], $11::text[], $12::timestamptz[], $13::uuid[], $14::uuid[]) AS n (
            id, patient_id, rule, rule_version, limits_id, metric, side, priority, state, reason, newest_reading_at,
            gateway_id, device_id)
        """

    private static let insert = """
        INSERT INTO hearth.alerts (
            organization_id, id, patient_id, rule, rule_version, limits_id, metric, side, priority, state, reason,
            newest_reading_at, gateway_id, device_id, raised_at, updated_at)
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

    private func columns(_ alerts: [AlertRow]) -> [PostgresValue] {
        let subjects = alerts.map { AlertSubjectColumns.keys($0.subject) }
        return [
            .array(alerts.map { .id($0.id) }, of: .uuid),
            .array(subjects.map(\.patient), of: .uuid),
            .array(alerts.map { .text($0.rule) }, of: .text),
            .array(alerts.map { .int4(Int32($0.ruleVersion)) }, of: .int4),
            .array(alerts.map { .optional($0.limits) { .uuid($0) } }, of: .uuid),
            .array(alerts.map { .text($0.metric?.rawValue) }, of: .text),
            .array(alerts.map { .text($0.side?.rawValue) }, of: .text),
            .array(alerts.map { .text($0.priority.rawValue) }, of: .text),
            .array(alerts.map { .text($0.state.rawValue) }, of: .text),
            .array(alerts.map { .text($0.reason) }, of: .text),
            .array(alerts.map { .instant($0.newestReadingAt) }, of: .timestamptz),
            .array(subjects.map(\.gateway), of: .uuid),
            .array(subjects.map(\.device), of: .uuid),
        ]
    }

    private func readings(_ transitions: [AlertTransition]) -> PostgresStatement {
        let firing = transitions.flatMap { transition in
            transition.firing.map { (alert: transition.row.id, reading: $0) }
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
