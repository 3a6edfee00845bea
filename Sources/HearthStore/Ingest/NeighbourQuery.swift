import Alerting
import HearthCore
import Postgres
import Vitals

/// Asks for the stored values of a patient's metric that limits can judge and that are nearest to an instant.
struct NeighbourQuery {
    let patient: PatientID
    let metric: Metric
    let at: Instant
    let needed: NeighboursNeeded
    /// The reasons for an absent value that the limits can judge.
    let absences: [AbsenceReason]

    /// One statement for all of them; it answers with the patient, the metric and each neighbour once.
    static func statement(_ queries: [NeighbourQuery], _ transaction: TenantTransaction) -> PostgresStatement {
        let columns = queries.map { MetricColumn($0.metric) }
        return transaction.statement(
            sql,
            [
                .array(queries.map { .id($0.patient) }, of: .uuid),
                .array(queries.map { .text($0.metric.rawValue) }, of: .text),
                .array(columns.map { .text($0.kind.rawValue) }, of: .text),
                .array(columns.map { .text($0.name) }, of: .text),
                .array(queries.map { .instant($0.at) }, of: .timestamptz),
                .array(queries.map { .integer($0.needed.before) }, of: .int8),
                .array(queries.map { .integer($0.needed.after) }, of: .int8),
                // As one text with commas, which no reason has: PostgreSQL has no arrays of arrays of different
                // lengths.
                .array(queries.map { .text($0.absences.map(\.rawValue).joined(separator: ",")) }, of: .text),
            ]
        )
    }

    /// A neighbour, of `id`, `effective_at`, `number` and `absent`.
    static func reading(_ row: PostgresRow) throws -> EvaluatedReading {
        let number = try row.decode("number", as: ExactDecimal?.self)
        return EvaluatedReading(
            id: try row.decode("id"),
            effectiveAt: try row.decode("effective_at"),
            value: try number.map { .number($0) } ?? .absent(try row.decodeRaw("absent"))
        )
    }

    private static let number = """
        CASE n.number_column WHEN 'systolic' THEN r.systolic WHEN 'diastolic' THEN r.diastolic \
        WHEN 'mean' THEN r.mean ELSE r.value END
        """

    private static let ofMetric = """
        r.organization_id = $1 AND r.patient_id = n.patient_id AND r.kind = n.kind AND r.superseded_at IS NULL \
        AND (\(number) IS NOT NULL OR r.absent ->> n.metric = ANY (string_to_array(n.absences, ',')))
        """

    private static let sql = """
        SELECT DISTINCT n.patient_id, n.metric, near.id, near.effective_at, near.number, near.absent
        FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::int8[], $8::int8[],
            $9::text[]) AS n (patient_id, metric, kind, number_column, at, before_count, after_count, absences)
        CROSS JOIN LATERAL (
            (SELECT r.id, r.effective_at, \(number) AS number, r.absent ->> n.metric AS absent FROM hearth.readings r
            WHERE \(ofMetric) AND r.effective_at <= n.at
            ORDER BY r.effective_at DESC LIMIT n.before_count)
            UNION ALL
            (SELECT r.id, r.effective_at, \(number) AS number, r.absent ->> n.metric AS absent FROM hearth.readings r
            WHERE \(ofMetric) AND r.effective_at > n.at
            ORDER BY r.effective_at LIMIT n.after_count)
        ) AS near
        """
}
