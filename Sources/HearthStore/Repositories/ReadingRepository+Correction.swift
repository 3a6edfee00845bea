import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Corrections: a new version is stored, and the one before it stays and no longer counts.
///
/// Limits do not judge a correction: whoever makes one has the reading before them, and an alert that was raised by a
/// wrong value is for a person to resolve.
extension ReadingRepository {
    func correct(
        _ id: ReadingID,
        of patient: PatientID,
        _ correction: ReadingCorrection,
        as principal: Principal
    ) async throws(CoreError) -> StoredReading {
        let reason = try FieldCheck.text(correction.reason, "reason", lengths: FieldCheck.reasonLengths)
        let measurement = try ReadingRepository.checked(correction.measurement)
        if let instant = correction.effectiveAt {
            guard instant >= Admission.earliest else {
                throw .invalid(field: "effectiveAt", message: "is before any measurement of a patient")
            }
            try await partitions.ensure(for: [instant])
        }
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction, lock: "FOR NO KEY UPDATE")
            let old = try await ReadingRepository.findCounting(id, of: patient, transaction)
            let instant = correction.effectiveAt ?? old.reading.effectiveAt
            guard instant == old.reading.effectiveAt || instant <= old.latest else {
                throw CoreError.invalid(field: "effectiveAt", message: "is in the future")
            }
            guard measurement.map({ $0.kind == old.reading.measurement.kind }) ?? true else {
                throw CoreError.invalid(field: "measurement", message: "must be of the reading's kind")
            }
            let stored = try await ReadingRepository.replace(
                old.reading,
                measurement ?? old.reading.measurement,
                at: instant,
                transaction
            )
            let detail: JSONObject = [
                "patient": .string(patient.description), "version": .number(JSONNumber(stored.version)),
                "reason": .string(reason),
            ]
            try await transaction.audit(.correct, .reading, id, detail, by: principal)
            return stored
        }
    }

    private static func checked(_ measurement: Measurement?) throws(CoreError) -> Measurement? {
        guard let measurement else { return nil }
        if let reason = Plausibility.check(measurement) {
            throw .invalid(field: "measurement", message: reason.description)
        }
        do {
            return try measurement.canonical()
        } catch {
            throw .invalid(field: "measurement", message: error.code)
        }
    }

    /// The version that counts of a reading whose patient is locked, and the latest instant that a reading may have now.
    private static func findCounting(
        _ id: ReadingID,
        of patient: PatientID,
        _ transaction: TenantTransaction
    ) async throws -> (reading: StoredReading, latest: Instant) {
        let rows = try await transaction.query(
            """
            SELECT \(ReadingColumns.names), now() AS now FROM hearth.readings
            WHERE organization_id = $1 AND id = $2 AND patient_id = $3 AND superseded_at IS NULL
            """,
            [.id(id), .id(patient)]
        )
        let row = try rows.only(or: .reading)
        let now = try row.decode("now", as: Instant.self)
        return (try ReadingColumns.reading(row), now.adding(seconds: Admission.futureToleranceSeconds))
    }

    private static func replace(
        _ old: StoredReading,
        _ measurement: Measurement,
        at instant: Instant,
        _ transaction: TenantTransaction
    ) async throws -> StoredReading {
        let time = old.timeCorrection(for: instant)
        let place: [PostgresValue] = [.id(old.id), .int4(Int32(old.version)), .instant(old.effectiveAt)]
        let numbers = ["value", "systolic", "diastolic", "mean"].map { column in
            PostgresValue.decimal(measurement.values.first { MetricColumn($0.metric).name == column }?.value.number)
        }
        let absent = PostgresValue.optional(MeasurementDocument.absentText(measurement)) { .jsonb($0) }
        let rest: [PostgresValue] = [
            absent, .instant(instant), .text(time.reason.rawValue), .int8(Int64(time.offsetSeconds)),
        ]
        try await transaction.pipeline([
            transaction.statement(copy, place + numbers + rest), transaction.statement(supersede, place),
        ])
        let kind = measurement.kind
        try await RollupWriter(transaction: transaction).compute([
            RollupSpan(of: old.patient, kind, at: old.effectiveAt), RollupSpan(of: old.patient, kind, at: instant),
        ])
        return try await find(old.id, at: instant, transaction)
    }

    private static let supersede = "SELECT hearth.supersede_reading($1, $2, $3, $4)"

    /// What the device and the gateway said stays as it is.
    private static let copy = """
        INSERT INTO hearth.readings (
            organization_id, id, version, patient_id, device_id, kind, value, systolic, diastolic, mean, absent,
            effective_at, correction_reason, correction_offset_seconds, original, gateway_id, characteristic,
            received_at, device_time, sequence_number, user_index, flags, raw)
        SELECT organization_id, id, version + 1, patient_id, device_id, kind, $5::numeric, $6::numeric, $7::numeric,
            $8::numeric, $9::jsonb, $10::timestamptz, $11::text, $12::int8, original, gateway_id, characteristic,
            received_at, device_time, sequence_number, user_index, flags, raw
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
