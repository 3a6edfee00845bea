import HearthCore
import Postgres
import Vitals

/// Keeps the rollups exact: a rollup that is there covers every reading of its five minutes that counts.
///
/// The patients must be locked by the transaction, so that nobody else stores readings of them meanwhile.
struct RollupWriter {
    let transaction: TenantTransaction

    /// The one statement that adds stored readings to the rollups that are there; none when no reading is of a kind
    /// that has rollups.
    ///
    /// Its rows are the rollups that it found: `begin` takes them.
    func add(_ readings: [AdmittedReading]) -> [PostgresStatement] {
        let numbers = RollupWriter.numbers(readings)
        guard !numbers.isEmpty else { return [] }
        return [
            transaction.statement(
                RollupWriter.add,
                [
                    .array(numbers.map { .id($0.reading.patient) }, of: .uuid),
                    .array(numbers.map { .text($0.reading.measurement.kind.rawValue) }, of: .text),
                    .array(numbers.map { .instant($0.reading.effectiveAt) }, of: .timestamptz),
                    .array(numbers.map { .decimal($0.number) }, of: .numeric),
                ]
            )
        ]
    }

    /// True when some of the readings are of dense series, so that `begin` may have something to do.
    func mayBegin(_ readings: [AdmittedReading]) -> Bool {
        RollupWriter.numbers(readings).contains { DenseSeries.includes($0.reading) }
    }

    /// Makes the rollups that dense series among the readings still need, of all that is stored.
    ///
    /// That is once in five minutes for each series, so that it may cost a round trip.
    ///
    /// - Parameters:
    ///   - readings: Readings that are stored.
    ///   - found: The answers to the statements of `add`.
    /// - Throws: `PostgresError`.
    func begin(_ readings: [AdmittedReading], besides found: ArraySlice<PostgresRows>) async throws {
        var spans = Set(RollupWriter.numbers(readings).map(\.reading).filter(DenseSeries.includes).map(\.rollupSpan))
        for row in found.joined() {
            let kind = try row.decodeRaw("kind", as: ReadingKind.self)
            spans.remove(
                RollupSpan(patient: try row.decode("patient_id"), kind: kind, start: try row.decode("starts_at"))
            )
        }
        try await compute(spans)
    }

    /// Computes rollups from the readings that count, whether they are there already or not.
    func compute(_ spans: Set<RollupSpan>) async throws {
        let spans = spans.filter { DenseSeries.kinds.contains($0.kind) }
        guard let first = spans.map(\.start).min(), let last = spans.map(\.end).max() else { return }
        try await transaction.query(
            RollupWriter.compute,
            [
                .array(spans.map { .id($0.patient) }, of: .uuid),
                .array(spans.map { .text($0.kind.rawValue) }, of: .text),
                .array(spans.map { .instant($0.start) }, of: .timestamptz),
                .instant(first), .instant(last),
            ]
        )
    }

    /// The readings that have a number of a kind that has rollups.
    private static func numbers(_ readings: [AdmittedReading]) -> [(reading: AdmittedReading, number: ExactDecimal)] {
        readings.compactMap { reading in
            guard DenseSeries.kinds.contains(reading.measurement.kind) else { return nil }
            return reading.measurement.values.first?.value.number.map { (reading, $0) }
        }
    }

    /// Least and greatest leave nulls out, which a rollup has whose only reading was corrected away.
    private static let add = """
        WITH new AS (
            SELECT patient_id, kind, \(RollupSpan.start(of: "effective_at")) AS starts_at, min(number) AS minimum,
                max(number) AS maximum, sum(number) AS total, count(*) AS count
            FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::numeric[])
                AS stored (patient_id, kind, effective_at, number)
            GROUP BY 1, 2, 3
        )
        UPDATE hearth.reading_rollups r
        SET minimum = least(r.minimum, new.minimum), maximum = greatest(r.maximum, new.maximum),
            total = r.total + new.total, count = r.count + new.count
        FROM new
        WHERE r.organization_id = $1 AND r.patient_id = new.patient_id AND r.kind = new.kind
            AND r.starts_at = new.starts_at
        RETURNING r.patient_id, r.kind, r.starts_at
        """

    /// The bounds `$5` and `$6` of all spans let PostgreSQL open the partitions of those months only.
    private static let compute = """
        INSERT INTO hearth.reading_rollups AS old (
            organization_id, patient_id, kind, starts_at, minimum, maximum, total, count)
        SELECT $1, span.patient_id, span.kind, span.starts_at, min(value), max(value), coalesce(sum(value), 0),
            count(value)
        FROM unnest($2::uuid[], $3::text[], $4::timestamptz[]) AS span (patient_id, kind, starts_at)
        LEFT JOIN LATERAL (
            SELECT value FROM hearth.readings
            WHERE organization_id = $1 AND patient_id = span.patient_id AND kind = span.kind
                AND effective_at >= $5 AND effective_at < $6
                AND effective_at >= span.starts_at AND effective_at < span.starts_at + \(RollupSpan.interval)
                AND value IS NOT NULL AND superseded_at IS NULL
            OFFSET 0
        ) AS counting ON true
        GROUP BY 1, 2, 3, 4
        ON CONFLICT (organization_id, patient_id, kind, starts_at) DO UPDATE
        SET minimum = excluded.minimum, maximum = excluded.maximum, total = excluded.total, count = excluded.count
        """
}

extension AdmittedReading {
    /// The five minutes that it lies in.
    fileprivate var rollupSpan: RollupSpan { RollupSpan(of: patient, measurement.kind, at: effectiveAt) }
}
