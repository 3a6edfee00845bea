import Alerting
import HearthCore
import Postgres

/// The technical alerts of the equipment of one transaction: takes findings and collects what has to be written.
///
/// Decisions are those of `TechnicalAlert`; this keeps the state between them. The equipment must be locked.
struct EquipmentBoard {
    private struct Key: Hashable {
        let subject: AlertSubject
        let rule: TechnicalRule
    }

    private struct Standing {
        let id: AlertID
        let alert: TechnicalAlert
        let isNew: Bool
    }

    private var open: [Key: Standing] = [:]
    /// What happened, in order.
    private(set) var transitions: [AlertTransition] = []

    /// Reads the answer to `openAlerts`.
    init(_ rows: PostgresRows) throws {
        for row in rows {
            let key = Key(subject: try AlertSubjectColumns.decode(row), rule: try row.decodeRaw("rule"))
            let alert = TechnicalAlert(
                priority: try row.decodeRaw("priority"),
                state: try row.decodeRaw("state"),
                reason: try row.decode("reason")
            )
            open[key] = Standing(id: try row.decode("id"), alert: alert, isNew: false)
        }
    }

    /// The statement that reads the open technical alerts of the equipment.
    static func openAlerts(of subjects: [AlertSubject], _ transaction: TenantTransaction) -> PostgresStatement {
        let keys = subjects.map(AlertSubjectColumns.keys)
        return transaction.statement(
            """
            SELECT id, patient_id, gateway_id, device_id, rule, priority, state, reason FROM hearth.alerts
            WHERE organization_id = $1 AND state <> 'cleared' AND patient_id IS NULL
                AND (gateway_id = ANY ($2) OR device_id = ANY ($3)
                    OR $4 AND gateway_id IS NULL AND device_id IS NULL)
            """,
            [
                .array(keys.map(\.gateway), of: .uuid), .array(keys.map(\.device), of: .uuid),
                .bool(subjects.contains(.server)),
            ]
        )
    }

    /// The rules of which the subject has an alert whose condition stands.
    func standingRules(of subject: AlertSubject) -> [TechnicalRule] {
        open.filter { $0.key.subject == subject && $0.value.alert.state.isActive }.map(\.key.rule)
            .sorted { $0.rawValue < $1.rawValue }
    }

    /// Takes what was found out about one piece of equipment.
    mutating func take(_ findings: [TechnicalFinding], of subject: AlertSubject) {
        for finding in findings { take(finding, of: subject) }
    }

    private mutating func take(_ finding: TechnicalFinding, of subject: AlertSubject) {
        let key = Key(subject: subject, rule: finding.rule)
        let before = open[key]
        guard let (change, alert) = TechnicalAlert.change(by: finding, of: before?.alert) else { return }
        let after = Standing(id: before?.id ?? .new(), alert: alert, isNew: before?.isNew ?? true)
        open[key] = alert.state.isOpen ? after : nil
        let row = AlertRow(
            id: after.id,
            subject: subject,
            rule: finding.rule.rawValue,
            ruleVersion: TechnicalRule.version,
            priority: alert.priority,
            state: alert.state,
            reason: alert.reason,
            isNew: after.isNew
        )
        transitions.append(AlertTransition(row: row, change: change))
    }
}
