import Alerting
import HearthCore
import Postgres
import Vitals

/// Reads what judging new readings needs: the rules that hold, the open alerts, and stored neighbours.
struct AlertLoader {
    let transaction: TenantTransaction

    /// Readies a board for readings whose patients are locked.
    func board(for readings: [AdmittedReading]) async throws -> AlertBoard {
        let patients = PostgresValue.array(Set(readings.map(\.patient)).map { .id($0) }, of: .uuid)
        let metrics = Set(readings.flatMap { $0.measurement.values.map(\.metric) })
        let rows = try await transaction.pipeline([
            transaction.statement(
                AlertLoader.rules,
                [patients, .array(metrics.map { .text($0.rawValue) }, of: .text)]
            ),
            transaction.statement(AlertLoader.openAlerts, [patients]),
        ])
        var rules: [AlertBoard.Key: HeldRule] = [:]
        for row in rows[0] {
            let key = AlertBoard.Key(patient: try row.decode("for_patient"), metric: try row.decodeRaw("metric"))
            rules[key] = try LimitColumns.rule(row)
        }
        let neighbours = try await neighbours(of: readings, rules)
        return AlertBoard(rules: rules, open: try openAlerts(rows[1], rules), neighbours: neighbours)
    }

    /// A patient's own limits win over the group's; of each, the newest version holds, and one that takes limits away
    /// is as if there were none.
    static let rules = """
        SELECT DISTINCT ON (for_patient, metric) *
        FROM (
            SELECT DISTINCT ON (p.id, l.metric, l.limits_group) p.id AS for_patient, l.*
            FROM hearth.patients p
            JOIN hearth.limits l ON l.organization_id = p.organization_id
                AND (l.patient_id = p.id OR l.limits_group = p.limits_group)
            WHERE p.organization_id = $1 AND p.id = ANY ($2) AND l.metric = ANY ($3)
            ORDER BY p.id, l.metric, l.limits_group, l.version DESC
        ) AS newest
        WHERE is_set
        ORDER BY for_patient, metric, limits_group NULLS FIRST
        """

    private static let openAlerts = """
        SELECT id, patient_id, metric, side, priority, state, newest_reading_at, reason
        FROM hearth.alerts
        WHERE organization_id = $1 AND patient_id = ANY ($2) AND state <> 'cleared'
        """

    private func openAlerts(
        _ rows: PostgresRows,
        _ rules: [AlertBoard.Key: HeldRule]
    ) throws -> [AlertBoard.Key: AlertBoard.Standing] {
        var open: [AlertBoard.Key: AlertBoard.Standing] = [:]
        for row in rows {
            let key = AlertBoard.Key(patient: try row.decode("patient_id"), metric: try row.decodeRaw("metric"))
            guard let rule = rules[key] else { continue }
            let alert = OpenAlert(
                priority: try row.decodeRaw("priority"),
                side: try row.decodeRaw("side"),
                state: try row.decodeRaw("state"),
                newestReadingAt: try row.decode("newest_reading_at")
            )
            open[key] = AlertBoard.Standing(
                id: try row.decode("id"),
                key: key,
                alert: alert,
                rule: rule,
                reason: try row.decode("reason"),
                isNew: false
            )
        }
        return open
    }

    /// The stored readings around each new one, for the rules that look at more than one reading.
    private func neighbours(
        of readings: [AdmittedReading],
        _ rules: [AlertBoard.Key: HeldRule]
    ) async throws -> [AlertBoard.Key: [EvaluatedReading]] {
        var neighbours: [AlertBoard.Key: [EvaluatedReading]] = [:]
        for (key, held) in rules {
            let needed = LimitRule.windowNeeded(held.rule.policy)
            let instants = readings.filter { $0.patient == key.patient && $0.measurement[key.metric] != nil }
            guard needed.before + needed.after > 0, !instants.isEmpty else { continue }
            let column = MetricColumn(key.metric)
            let rows = try await transaction.query(
                column.neighbours,
                [
                    .id(key.patient), .text(column.kind.rawValue),
                    .array(instants.map { .instant($0.effectiveAt) }, of: .timestamptz),
                    .integer(needed.before), .integer(needed.after),
                ]
            )
            neighbours[key] = try rows.map { row in
                EvaluatedReading(
                    id: try row.decode("id"),
                    effectiveAt: try row.decode("effective_at"),
                    value: .number(try row.decode("number"))
                )
            }
        }
        return neighbours
    }
}
