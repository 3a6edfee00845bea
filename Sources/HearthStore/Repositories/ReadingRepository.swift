import ExactJSON
import HearthCore
import Postgres
import Vitals

/// The readings of patients.
struct ReadingRepository: ReadingArchive {
    let database: Database

    func readings(
        of patient: PatientID,
        _ filter: ReadingFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading> {
        let after = try PageCursor.reading(page.after)
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction)
            let rows = try await transaction.query(
                """
                SELECT \(ReadingColumns.names) FROM hearth.readings
                WHERE organization_id = $1 AND patient_id = $2 AND ($3::text IS NULL OR kind = $3)
                    AND ($4::timestamptz IS NULL OR effective_at >= $4)
                    AND ($5::timestamptz IS NULL OR effective_at < $5)
                    AND ($6::timestamptz IS NULL OR (effective_at, id) < ($6, $7::uuid))
                ORDER BY effective_at DESC, id DESC LIMIT $8
                """,
                [
                    .id(patient), .text(filter.kind?.rawValue), .instant(filter.from), .instant(filter.to),
                    .instant(after?.effectiveAt), .id(after?.id), .limit(page),
                ]
            )
            let readings = try rows.map(ReadingColumns.reading)
            try await transaction.audit(.read, .patient, patient, ["what": "readings"], by: principal)
            return Page(readings, page, cursor: PageCursor.text)
        }
    }

    func latest(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [StoredReading] {
        try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction)
            let rows = try await transaction.query(
                """
                SELECT newest.*
                FROM unnest($3::text[]) WITH ORDINALITY AS kinds (kind, place)
                CROSS JOIN LATERAL (
                    SELECT \(ReadingColumns.names) FROM hearth.readings r
                    WHERE r.organization_id = $1 AND r.patient_id = $2 AND r.kind = kinds.kind
                    ORDER BY r.effective_at DESC, r.id DESC LIMIT 1
                ) AS newest
                ORDER BY kinds.place
                """,
                [.id(patient), .array(ReadingKind.allCases.map { .text($0.rawValue) }, of: .text)]
            )
            let readings = try rows.map(ReadingColumns.reading)
            try await transaction.audit(.read, .patient, patient, ["what": "latest"], by: principal)
            return readings
        }
    }

    /// Reads one reading of the tenant.
    static func find(
        _ id: ReadingID,
        at instant: Instant,
        _ transaction: TenantTransaction
    ) async throws -> StoredReading {
        let rows = try await transaction.query(
            """
            SELECT \(ReadingColumns.names) FROM hearth.readings
            WHERE organization_id = $1 AND id = $2 AND effective_at = $3 ORDER BY version DESC LIMIT 1
            """,
            [.id(id), .instant(instant)]
        )
        guard let row = rows.first else { throw CoreError.internal(code: "reading-not-stored") }
        return try ReadingColumns.reading(row)
    }
}
