import ExactJSON
import HearthCore
import Postgres
import Vitals

/// The measurements that wait for a person.
struct QuarantineRepository: QuarantineDesk {
    let database: Database
    let partitions: Partitions

    func entries(
        _ filter: QuarantineFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<QuarantineEntry> {
        let after = try PageCursor.id(page.after, as: QuarantineID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(QuarantineColumns.names) FROM hearth.quarantine
                WHERE organization_id = $1 AND ($2::text IS NULL OR stage = $2) AND ($3::text IS NULL OR cause = $3)
                    AND ($4::uuid IS NULL OR id > $4)
                ORDER BY id LIMIT $5
                """,
                [.text(filter.stage?.rawValue), .text(filter.cause?.rawValue), .id(after), .limit(page)]
            )
            let entries = try rows.map(QuarantineColumns.entry)
            try await transaction.audit(.list, .quarantineEntry, principal.organization, by: principal)
            return Page(entries, page) { Cursor($0.id.description) }
        }
    }

    func entry(_ id: QuarantineID, as principal: Principal) async throws(CoreError) -> QuarantineEntry {
        try await database.transaction(of: principal.organization) { transaction in
            let entry = try await QuarantineRepository.find(id, transaction)
            try await transaction.audit(.read, .quarantineEntry, id, by: principal)
            return entry
        }
    }

    func discard(
        _ id: QuarantineID,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> QuarantineEntry {
        let reason = try FieldCheck.text(reason, "reason", lengths: FieldCheck.reasonLengths)
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await QuarantineRepository.findPending(id, transaction)
            try await transaction.pipeline([
                QuarantineRepository.decide(id, .discarded, reason: reason, by: principal, transaction)
            ])
            let entry = try await QuarantineRepository.find(id, transaction)
            try await transaction.audit(.discard, .quarantineEntry, id, by: principal)
            return entry
        }
    }

    /// Reads an entry of the tenant.
    static func find(
        _ id: QuarantineID,
        _ transaction: TenantTransaction,
        lock: String = ""
    ) async throws -> QuarantineEntry {
        let rows = try await transaction.query(
            "SELECT \(QuarantineColumns.names) FROM hearth.quarantine WHERE organization_id = $1 AND id = $2 \(lock)",
            [.id(id)]
        )
        return try QuarantineColumns.entry(rows.only(or: .quarantineEntry))
    }

    /// Locks an entry that nobody has decided about.
    static func findPending(_ id: QuarantineID, _ transaction: TenantTransaction) async throws -> QuarantineEntry {
        let entry = try await find(id, transaction, lock: "FOR NO KEY UPDATE")
        guard entry.state == .pending else { throw CoreError.conflict(.quarantineDecided) }
        return entry
    }

    /// The statement that records a decision.
    static func decide(
        _ id: QuarantineID,
        _ stage: QuarantineFilter.Stage,
        reason: String?,
        by principal: Principal,
        _ transaction: TenantTransaction
    ) -> PostgresStatement {
        transaction.statement(
            """
            UPDATE hearth.quarantine SET stage = $3, decision_reason = $4, decided_by_kind = $5, decided_by = $6,
                decided_at = now()
            WHERE organization_id = $1 AND id = $2
            """,
            [.id(id), .text(stage.rawValue), .text(reason)] + SubjectColumns.values(principal.subject)
        )
    }
}
