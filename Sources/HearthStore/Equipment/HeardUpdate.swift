import Alerting
import HearthCore
import Postgres
import Vitals

/// Writes that gateways were heard by an upload.
struct HeardUpdate {
    let transaction: TenantTransaction
    let policy: TechnicalPolicy

    /// Gateways that have never reported are left out: nothing is expected of one that only uploads.
    func run(_ gateways: Set<GatewayID>) async throws {
        let rows = try await transaction.query(
            """
            SELECT gateway_id, now() AS now, heard_at, heard_since,
                (SELECT max(ended_at) FROM hearth.server_silences WHERE organization_id = $1) AS server_back_at
            FROM hearth.gateway_reports
            WHERE organization_id = $1 AND gateway_id = ANY ($2)
            ORDER BY gateway_id FOR UPDATE
            """,
            [.array(gateways.map { .id($0) }, of: .uuid)]
        )
        let known = try rows.map { row in (try row.decode("gateway_id", as: GatewayID.self), try heardSince(row)) }
        try await transaction.query(
            """
            UPDATE hearth.gateway_reports r SET heard_at = now(), heard_since = n.heard_since
            FROM unnest($2::uuid[], $3::timestamptz[]) AS n (gateway_id, heard_since)
            WHERE r.organization_id = $1 AND r.gateway_id = n.gateway_id
            """,
            [
                .array(known.map { .id($0.0) }, of: .uuid),
                .array(known.map { .instant($0.1) }, of: .timestamptz),
            ]
        )
    }

    private func heardSince(_ row: PostgresRow) throws -> Instant {
        Silence.heardSince(
            try row.decode("heard_since"),
            heardAt: try row.decode("heard_at"),
            serverBackAt: try row.decode("server_back_at"),
            now: try row.decode("now"),
            policy: policy
        )
    }
}
