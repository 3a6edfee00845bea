import EventLoops
import Postgres
import Vitals

/// Looks into the database, past the server, for what the devices measured.
struct DemoAudit: Sendable {
    let connectionString: String

    /// Counts the identities that are readings, and those that wait in the quarantine.
    func count(_ identities: Set<MeasurementIdentity>) async throws -> (stored: Int, quarantined: Int) {
        let loop = try EventLoop(name: "audit")
        defer { loop.stop() }
        let connection = try await PostgresConnection.connect(
            PostgresConfiguration(connectionString),
            on: loop
        )
        let list = "{" + identities.map(\.description).joined(separator: ",") + "}"
        let rows = try await connection.query(
            """
            SELECT count(r.id), count(*) FILTER (WHERE r.id IS NULL)
            FROM hearth.measurement_identities m
            LEFT JOIN hearth.readings r ON r.organization_id = m.organization_id AND r.id = m.entry_id
            WHERE m.identity = ANY ($1::text::uuid[])
            """,
            [.text(list)]
        )
        await connection.close()
        guard let row = rows.first else { return (0, 0) }
        return (Int(try row.decode(0, as: Int64.self)), Int(try row.decode(1, as: Int64.self)))
    }
}
