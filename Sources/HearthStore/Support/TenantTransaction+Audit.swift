import ExactJSON
import HearthCore
import Postgres

extension TenantTransaction {
    /// The statement that adds an entry to the tenant's audit chain; the last one of its transaction, since it holds
    /// the chain's end until the commit.
    func auditStatement(
        _ action: AuditAction,
        _ kind: CoreError.Kind,
        _ id: String,
        _ detail: JSONObject = [:],
        by principal: Principal
    ) -> PostgresStatement {
        let text = String(decoding: JSONValue.object(detail).serialized(), as: UTF8.self)
        return PostgresStatement(
            "SELECT hearth.append_audit($1, $2, $3, $4, $5, $6)",
            SubjectColumns.values(principal.subject)
                + [.text(action.rawValue), .text(kind.rawValue), .text(id), .jsonb(text)]
        )
    }

    /// Adds an entry to the tenant's audit chain, as the last thing that the transaction does.
    func audit<Entity>(
        _ action: AuditAction,
        _ kind: CoreError.Kind,
        _ id: Identifier<Entity>,
        _ detail: JSONObject = [:],
        by principal: Principal
    ) async throws(PostgresError) {
        try await pipeline([auditStatement(action, kind, id.description, detail, by: principal)])
    }
}
