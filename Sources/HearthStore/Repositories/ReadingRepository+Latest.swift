import ExactJSON
import HearthCore
import Postgres
import Vitals

/// The newest reading of each kind, from the index of readings alone.
extension ReadingRepository {
    func latest(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [LatestReading] {
        try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction)
            let answers = try await transaction.pipeline([
                PlanChoice.forAllValues.statement,
                transaction.statement(
                    ReadingRepository.latest,
                    [.id(patient), .array(ReadingKind.allCases.map { .text($0.rawValue) }, of: .text)]
                ),
                transaction.auditStatement(
                    .read,
                    .patient,
                    patient.description,
                    ["what": "latest"],
                    by: principal
                ),
            ])
            return try answers[1].map { row in
                LatestReading(
                    id: try row.decode("id"),
                    version: try row.decode("version"),
                    patient: patient,
                    measurement: try ReadingColumns.measurement(row),
                    effectiveAt: try row.decode("effective_at")
                )
            }
        }
    }

    /// The partitions are walked from the newest month on, and each kind ends at its first reading.
    static let latest = """
        SELECT newest.*
        FROM unnest($3::text[]) WITH ORDINALITY AS kinds (kind, place)
        CROSS JOIN LATERAL (
            SELECT r.id, r.version, r.kind, r.effective_at, r.value, r.systolic, r.diastolic, r.mean, r.absent
            FROM hearth.readings r
            WHERE r.organization_id = $1 AND r.patient_id = $2 AND r.kind = kinds.kind AND r.superseded_at IS NULL
            ORDER BY r.effective_at DESC, r.id DESC LIMIT 1
        ) AS newest
        ORDER BY kinds.place
        """
}
