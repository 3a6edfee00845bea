import ExactJSON
import HearthCore
import Postgres
import Vitals

/// One reading, and all that was ever said of it.
extension ReadingRepository {
    func reading(
        _ id: ReadingID,
        of patient: PatientID,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.pipeline([ReadingRepository.newest(id, of: patient, transaction)])[0]
            let reading = try ReadingColumns.reading(rows.only(or: .reading))
            try await transaction.audit(.read, .reading, id, ["patient": .string(patient.description)], by: principal)
            return reading
        }
    }

    func versions(
        of id: ReadingID,
        of patient: PatientID,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading> {
        let before = try PageCursor.number(page.after)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(ReadingColumns.names) FROM hearth.readings
                WHERE organization_id = $1 AND id = $2 AND patient_id = $3 AND ($4::bigint IS NULL OR version < $4)
                ORDER BY version DESC LIMIT $5
                """,
                [.id(id), .id(patient), .optional(before) { .int8($0) }, .limit(page)]
            )
            guard before != nil || !rows.isEmpty else { throw CoreError.notFound(.reading) }
            let detail: JSONObject = ["what": "versions", "patient": .string(patient.description)]
            try await transaction.audit(.read, .reading, id, detail, by: principal)
            return Page(try rows.map(ReadingColumns.reading), page) { Cursor("\($0.version)") }
        }
    }

    /// The statement that reads the newest version of a reading, whether it counts or is withdrawn.
    static func newest(
        _ id: ReadingID,
        of patient: PatientID,
        _ transaction: TenantTransaction
    ) -> PostgresStatement {
        transaction.statement(
            """
            SELECT \(ReadingColumns.names) FROM hearth.readings
            WHERE organization_id = $1 AND id = $2 AND patient_id = $3
            ORDER BY version DESC LIMIT 1
            """,
            [.id(id), .id(patient)]
        )
    }

    /// Reads a version that is stored.
    static func findVersion(
        _ version: Int,
        of id: ReadingID,
        _ transaction: TenantTransaction
    ) async throws -> StoredReading {
        let rows = try await transaction.query(
            "SELECT \(ReadingColumns.names) FROM hearth.readings WHERE organization_id = $1 AND id = $2 AND version = $3",
            [.id(id), .int4(Int32(version))]
        )
        guard let row = rows.first else { throw CoreError.internal(code: "reading-not-stored") }
        return try ReadingColumns.reading(row)
    }
}
