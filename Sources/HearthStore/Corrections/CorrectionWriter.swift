import HearthCore
import Postgres
import Vitals

/// Stores the next version of a reading and everything that follows from it.
///
/// The patient must be locked by the transaction, so that no two transactions judge a patient's readings at once, and
/// the partition of the next version must be there.
struct CorrectionWriter {
    let transaction: TenantTransaction
    /// The rules that hold for the patient.
    let rules: [Metric: HeldRule]
    /// Who corrects or withdraws.
    let subject: Principal.Subject

    /// Stores a version, takes the place of the newest one, and judges it.
    ///
    /// - Returns: The stored version.
    /// - Throws: `PostgresError`, or `CoreError` for a row that cannot be read.
    func write(_ next: NextVersion, after newest: StoredReading) async throws -> StoredReading {
        let judgement = CorrectionJudgement(newest, next, rules, transaction)
        let transitions = try await judgement.transitions()
        let place: [PostgresValue] = [.id(newest.id), .int4(Int32(newest.version)), .instant(newest.effectiveAt)]
        try await transaction.pipeline([
            transaction.statement(CorrectionWriter.insert, place + values(next, after: newest)),
            transaction.statement("SELECT hearth.supersede_reading($1, $2, $3, $4)", place),
        ])
        let kind = next.measurement.kind
        try await RollupWriter(transaction: transaction).compute([
            RollupSpan(of: newest.patient, kind, at: newest.effectiveAt),
            RollupSpan(of: newest.patient, kind, at: next.effectiveAt),
        ])
        let alerts = AlertWriter(transaction: transaction)
        try await transaction.pipeline(alerts.statements(for: transitions, by: subject))
        return try await ReadingRepository.findVersion(newest.version + 1, of: newest.id, transaction)
    }

    private func values(_ next: NextVersion, after newest: StoredReading) -> [PostgresValue] {
        let numbers = ["value", "systolic", "diastolic", "mean"].map { column in
            PostgresValue.decimal(
                next.measurement.values.first { MetricColumn($0.metric).name == column }?.value.number
            )
        }
        let time = newest.timeCorrection(for: next.effectiveAt)
        let absent = PostgresValue.optional(MeasurementDocument.absentText(next.measurement)) { .jsonb($0) }
        let original = next.decoded.flatMap(\.original).map(MeasurementDocument.text)
        return numbers + [
            absent, .instant(next.effectiveAt), .text(time.reason.rawValue), .int8(Int64(time.offsetSeconds)),
            .text(next.status.rawValue), .text(next.reason),
        ] + SubjectColumns.values(subject) + [
            .bool(next.decoded != nil), .optional(original) { .jsonb($0) },
            .text(next.decoded?.flags.joined(separator: ",")),
        ]
    }

    /// What the device and the gateway sent stays as it is, and a version that withdraws the reading never counts.
    private static let insert = """
        INSERT INTO hearth.readings (
            organization_id, id, version, patient_id, device_id, kind, value, systolic, diastolic, mean, absent,
            effective_at, correction_reason, correction_offset_seconds, status, version_reason, version_by_kind,
            version_by, superseded_at, original, flags, gateway_id, characteristic, received_at, device_time,
            sequence_number, user_index, raw)
        SELECT organization_id, id, version + 1, patient_id, device_id, kind, $5::numeric, $6::numeric, $7::numeric,
            $8::numeric, $9::jsonb, $10::timestamptz, $11::text, $12::int8, $13::text, $14::text, $15::text,
            $16::uuid, CASE WHEN $13 = 'entered-in-error' THEN now() END,
            CASE WHEN $17::bool THEN $18::jsonb ELSE original END,
            CASE WHEN $17 THEN string_to_array($19::text, ',') ELSE flags END,
            gateway_id, characteristic, received_at, device_time, sequence_number, user_index, raw
        FROM hearth.readings
        WHERE organization_id = $1 AND id = $2 AND version = $3 AND effective_at = $4
        """
}

extension StoredReading {
    /// How the instant of the next version came about: a person said it, unless it is the same.
    fileprivate func timeCorrection(for instant: Instant) -> TimeCorrection {
        guard instant != effectiveAt else { return timeCorrection }
        let before = timeCorrection.reason == .reviewed ? timeCorrection.offsetSeconds : 0
        let added = Int(instant.milliseconds(since: effectiveAt) / 1_000)
        return TimeCorrection(reason: .reviewed, offsetSeconds: before + added)
    }
}
