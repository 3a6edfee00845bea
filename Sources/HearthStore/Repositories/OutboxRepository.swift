import HearthCore
import Postgres

/// The messages that are owed to on-call staff.
struct OutboxRepository: NotificationOutbox {
    let database: Database
    let signals: AlertSignals

    /// Who has claimed a message and says nothing for this long has died: longer than any delivery takes.
    private static let claimValidity = "60 seconds"

    func organizationsWithWork() async throws(CoreError) -> [OrganizationID] {
        let rows = try await database.query("SELECT hearth.organizations_with_notifications_due() AS id")
        do {
            return try rows.map { try $0.decode("id") }
        } catch {
            throw CoreError(storing: error)
        }
    }

    func claim(limit: Int, as principal: Principal) async throws(CoreError) -> [AlertNotification] {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                WITH due AS (
                    SELECT sequence FROM hearth.notification_outbox
                    WHERE organization_id = $1 AND delivered_at IS NULL AND due_at <= now()
                    ORDER BY sequence LIMIT $2 FOR UPDATE SKIP LOCKED
                ), claimed AS (
                    UPDATE hearth.notification_outbox o
                    SET attempts = attempts + 1, due_at = now() + $3::text::interval
                    FROM due WHERE o.organization_id = $1 AND o.sequence = due.sequence
                    RETURNING o.sequence, o.attempts
                )
                SELECT c.attempts, \(AlertEventColumns.names)
                FROM claimed c
                JOIN \(AlertEventColumns.source) ON e.organization_id = $1 AND e.sequence = c.sequence
                ORDER BY c.sequence
                """,
                [.integer(limit), .text(OutboxRepository.claimValidity)]
            )
            return try rows.map { row in
                let event = try AlertEventColumns.event(row)
                return AlertNotification(id: event.sequence, event: event, attempt: try row.decode("attempts"))
            }
        }
    }

    func delivered(_ ids: [Int64], as principal: Principal) async throws(CoreError) {
        try await database.transaction(of: principal.organization) { transaction in
            _ = try await transaction.query(
                """
                UPDATE hearth.notification_outbox SET delivered_at = coalesce(delivered_at, now())
                WHERE organization_id = $1 AND sequence = ANY ($2)
                """,
                [.array(ids.map { .int8($0) }, of: .int8)]
            )
        }
    }

    func wakeUps() async -> AsyncStream<Void> { signals.subscribe(to: nil) }
}
