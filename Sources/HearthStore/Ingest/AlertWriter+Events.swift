import Alerting
import HearthCore
import Postgres

extension AlertWriter {
    /// The channel on which every process hears that an organisation has new events; the payload is its key.
    static let channel = "hearth_events"

    /// Numbers the events, owes a message for each that demands attention, and wakes the streams at the commit.
    ///
    /// The numbers are taken under a lock that lasts until the commit: of the statements that write, these go last.
    func eventStatements(_ events: [AlertEventDraft], by subject: Principal.Subject?) -> [PostgresStatement] {
        let parameters: [PostgresValue] =
            [
                .int8(Int64(events.count)),
                .array(events.map { .id($0.alert) }, of: .uuid),
                .array(events.map { .text($0.change.rawValue) }, of: .text),
                .array(events.map { .text($0.side?.rawValue) }, of: .text),
                .array(events.map { .text($0.priority.rawValue) }, of: .text),
                .array(events.map { .text($0.state.rawValue) }, of: .text),
                .array(events.map { .text($0.reason) }, of: .text),
                .array(events.map { .bool($0.change.demandsAttention) }, of: .bool),
            ] + SubjectColumns.values(subject)
        return [
            transaction.statement(AlertWriter.insertEvents, parameters),
            PostgresStatement(
                "SELECT pg_notify($1, $2)",
                [.text(AlertWriter.channel), .text(transaction.organization.description)]
            ),
        ]
    }

    private static let insertEvents = """
        WITH head AS (
            INSERT INTO hearth.alert_event_heads AS head (organization_id, sequence) VALUES ($1, $2)
            ON CONFLICT (organization_id) DO UPDATE SET sequence = head.sequence + $2
            RETURNING sequence - $2 AS before
        ), numbered AS (
            SELECT head.before + new.place AS sequence, new.*
            FROM head, unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bool[])
                WITH ORDINALITY AS new (alert_id, change, side, priority, state, reason, tells, place)
        ), written AS (
            INSERT INTO hearth.alert_events (
                organization_id, sequence, alert_id, change, side, priority, state, reason, at, by_kind, by_id)
            SELECT $1, sequence, alert_id, change, side, priority, state, reason, now(), $10, $11 FROM numbered
        )
        INSERT INTO hearth.notification_outbox (organization_id, sequence)
        SELECT $1, sequence FROM numbered WHERE tells
        """
}
