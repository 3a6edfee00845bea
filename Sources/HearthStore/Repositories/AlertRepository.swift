import Alerting
import ExactJSON
import HearthCore
import Postgres
import Vitals

/// The alerts and what people do about them.
struct AlertRepository: AlertDesk {
    let database: Database

    func alerts(
        _ filter: AlertFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<AlertRecord> {
        let before = try PageCursor.id(page.after, as: AlertID.self)
        let states = filter.states ?? Set(AlertState.allCases.filter(\.isOpen))
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(AlertColumns.names) FROM hearth.alerts a
                WHERE organization_id = $1 AND state = ANY ($2) AND ($3::uuid IS NULL OR patient_id = $3)
                    AND ($4::uuid IS NULL OR id < $4)
                ORDER BY id DESC LIMIT $5
                """,
                [
                    .array(states.map { .text($0.rawValue) }, of: .text), .id(filter.patient), .id(before),
                    .limit(page),
                ]
            )
            let alerts = try rows.map(AlertColumns.alert)
            try await transaction.audit(.list, .alert, principal.organization, by: principal)
            return Page(alerts, page) { Cursor($0.id.description) }
        }
    }

    func alert(_ id: AlertID, as principal: Principal) async throws(CoreError) -> AlertRecord {
        try await database.transaction(of: principal.organization) { transaction in
            let alert = try await AlertRepository.find(id, transaction)
            try await transaction.audit(.read, .alert, id, by: principal)
            return alert
        }
    }

    func acknowledge(
        _ id: AlertID,
        note: String,
        as principal: Principal
    ) async throws(CoreError) -> AlertRecord {
        try await act(
            id,
            note,
            .acknowledged,
            as: principal,
            """
            UPDATE hearth.alerts SET state = $3, acknowledged_by_kind = $4, acknowledged_by = $5,
                acknowledged_at = now(), acknowledgement_note = $6, updated_at = now()
            WHERE organization_id = $1 AND id = $2
            """
        ) { state throws(AlertRefusal) in try AlertLifecycle.acknowledge(state, note: note) }
    }

    func resolve(_ id: AlertID, note: String, as principal: Principal) async throws(CoreError) -> AlertRecord {
        try await act(
            id,
            note,
            .resolved,
            as: principal,
            """
            UPDATE hearth.alerts SET state = $3, resolved_by_kind = $4, resolved_by = $5,
                resolved_at = now(), resolution_note = $6, updated_at = now()
            WHERE organization_id = $1 AND id = $2
            """
        ) { state throws(AlertRefusal) in try AlertLifecycle.resolve(state, note: note) }
    }

    /// One action of a person: the new state, the event and the audit entry in one transaction.
    private func act(
        _ id: AlertID,
        _ note: String,
        _ change: AlertChange,
        as principal: Principal,
        _ update: String,
        _ decide: (AlertState) throws(AlertRefusal) -> AlertState
    ) async throws(CoreError) -> AlertRecord {
        try await database.transaction(of: principal.organization) { transaction in
            let before = try await AlertRepository.findLocked(id, transaction)
            let state = try AlertRepository.decided { () throws(AlertRefusal) in try decide(before.state) }
            let parameters: [PostgresValue] =
                [.id(id), .text(state.rawValue)] + SubjectColumns.values(principal.subject) + [.text(note)]
            let event = AlertEventDraft(
                alert: id,
                change: change,
                side: before.side,
                priority: before.priority,
                state: state,
                reason: before.reason
            )
            let action: AuditAction = change == .acknowledged ? .acknowledge : .resolve
            try await transaction.pipeline(
                [transaction.statement(update, parameters)]
                    + AlertWriter(transaction: transaction).eventStatements([event], by: principal.subject)
                    + [transaction.auditStatement(action, .alert, id.description, by: principal)]
            )
            return try await AlertRepository.find(id, transaction)
        }
    }

    private static func decided(_ decide: () throws(AlertRefusal) -> AlertState) throws(CoreError) -> AlertState {
        do {
            return try decide()
        } catch {
            switch error {
            case .alreadyAcknowledged: throw .conflict(.alertAcknowledged)
            case .alreadyCleared: throw .conflict(.alertClosed)
            case .noteMissing: throw .invalid(field: "note", message: "must say why")
            case .noteTooLong: throw .invalid(field: "note", message: "is too long")
            }
        }
    }

    private static func find(_ id: AlertID, _ transaction: TenantTransaction) async throws -> AlertRecord {
        let rows = try await transaction.query(
            "SELECT \(AlertColumns.names) FROM hearth.alerts a WHERE organization_id = $1 AND id = $2",
            [.id(id)]
        )
        return try AlertColumns.alert(rows.only(or: .alert))
    }

    /// Locks what the alert is about first, as whoever judges it does: nothing changes the alert until the commit.
    private static func findLocked(_ id: AlertID, _ transaction: TenantTransaction) async throws -> AlertRecord {
        let subject = try await find(id, transaction).subject
        switch subject {
        case .patient(let patient):
            try await transaction.query(
                "SELECT FROM hearth.patients WHERE organization_id = $1 AND id = $2 FOR NO KEY UPDATE",
                [.id(patient)]
            )
        case .gateway, .device, .server: try await transaction.pipeline([EquipmentLock.take([subject], transaction)])
        }
        return try await find(id, transaction)
    }
}
