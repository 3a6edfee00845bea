import ExactJSON
import Foundation
import HearthCore
import Postgres
import Vitals

/// The readings of patients.
struct ReadingRepository: ReadingArchive {
    let database: Database
    let partitions: Partitions

    func readings(
        of patient: PatientID,
        _ filter: ReadingFilter,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<StoredReading> {
        let after = try PageCursor.reading(page.after)
        let kinds = filter.kind.map { [$0] } ?? ReadingKind.allCases
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction)
            let rows = try await transaction.query(
                ReadingRepository.list,
                [
                    .id(patient), .array(kinds.map { .text($0.rawValue) }, of: .text),
                    .timestamptz(filter.from.map(PostgresTimestamp.init) ?? .negativeInfinity),
                    .timestamptz(filter.to.map(PostgresTimestamp.init) ?? .infinity),
                    .timestamptz((after?.effectiveAt).map(PostgresTimestamp.init) ?? .infinity),
                    .id(after?.id ?? ReadingRepository.anyReading), .limit(page),
                ]
            )
            let readings = try rows.map(ReadingColumns.reading)
            try await transaction.audit(.read, .patient, patient, ["what": "readings"], by: principal)
            return Page(readings, page, cursor: PageCursor.text)
        }
    }

    /// The newest few of each kind, of which the newest few: each kind is one walk along the index, however long the
    /// patient's history is.
    private static let list = """
        SELECT newest.*
        FROM unnest($3::text[]) AS kinds (kind)
        CROSS JOIN LATERAL (
            SELECT \(ReadingColumns.names) FROM hearth.readings r
            WHERE r.organization_id = $1 AND r.patient_id = $2 AND r.kind = kinds.kind
                AND r.effective_at >= $4 AND r.effective_at < $5
                AND r.effective_at <= $6 AND (r.effective_at, r.id) < ($6, $7) AND r.superseded_at IS NULL
            ORDER BY r.effective_at DESC, r.id DESC LIMIT $8
        ) AS newest
        ORDER BY effective_at DESC, id DESC LIMIT $8
        """

    /// Which key it is does not matter: the first page starts before the end of time.
    private static let anyReading = ReadingID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))

    /// Reads the version of a reading that counts.
    static func find(
        _ id: ReadingID,
        at instant: Instant,
        _ transaction: TenantTransaction
    ) async throws -> StoredReading {
        let rows = try await transaction.query(
            """
            SELECT \(ReadingColumns.names) FROM hearth.readings
            WHERE organization_id = $1 AND id = $2 AND effective_at = $3 AND superseded_at IS NULL
            """,
            [.id(id), .instant(instant)]
        )
        guard let row = rows.first else { throw CoreError.internal(code: "reading-not-stored") }
        return try ReadingColumns.reading(row)
    }
}
