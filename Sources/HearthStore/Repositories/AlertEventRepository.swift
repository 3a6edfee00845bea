import HearthCore
import Postgres

/// The changes of alerts in order.
struct AlertEventRepository: AlertEventFeed {
    let database: Database
    let signals: AlertSignals

    func events(
        after sequence: Int64,
        limit: Int,
        as principal: Principal
    ) async throws(CoreError) -> [AlertEvent] {
        try await database.transaction(of: principal.organization) { transaction in
            let statement = transaction.statement(
                """
                SELECT \(AlertEventColumns.names) FROM \(AlertEventColumns.source)
                WHERE e.organization_id = $1 AND e.sequence > $2 ORDER BY e.sequence LIMIT $3
                """,
                [.int8(sequence), .integer(limit)]
            )
            // On-call staff wait for the answer: it takes one round trip.
            return try await transaction.commit(after: [statement])[0].map(AlertEventColumns.event)
        }
    }

    func lastSequence(as principal: Principal) async throws(CoreError) -> Int64 {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                "SELECT sequence FROM hearth.alert_event_heads WHERE organization_id = $1"
            )
            return try rows.first?.decode("sequence") ?? 0
        }
    }

    func wakeUps(as principal: Principal) async -> AsyncStream<Void> {
        signals.subscribe(to: principal.organization)
    }
}
