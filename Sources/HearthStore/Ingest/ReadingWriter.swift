import HearthCore
import Postgres
import Vitals

/// Stores admitted readings and everything that follows from them; new ones and released ones alike.
///
/// The patients must be locked by the transaction, so that no two transactions judge a patient's readings at once.
struct ReadingWriter {
    let transaction: TenantTransaction

    /// Judges the readings on the board, and stores them, all that follows from them, and what else the transaction has
    /// to write.
    ///
    /// - Parameters:
    ///   - readings: The readings.
    ///   - board: The alerts of their patients.
    ///   - others: What else there is to write.
    ///   - commits: True to end the transaction, in the same round trip where that is possible.
    /// - Throws: `PostgresError`.
    func write(
        _ readings: [AdmittedReading],
        _ board: AlertBoard,
        and others: [PostgresStatement],
        commits: Bool
    ) async throws {
        var board = board
        for reading in readings.sorted(by: ReadingWriter.isBefore) { board.take(reading) }
        let alerts = AlertWriter(transaction: transaction).statements(for: board)
        let rollups = RollupWriter(transaction: transaction)
        let additions = rollups.add(readings)
        let inserts = readings.isEmpty ? [] : [insert(readings)]
        let statements = inserts + additions + others + alerts
        if commits, !rollups.mayBegin(readings) {
            try await transaction.commit(after: statements)
        } else {
            let answers = try await transaction.pipeline(statements)
            try await rollups.begin(readings, besides: answers.dropFirst(inserts.count).prefix(additions.count))
        }
    }

    private static func isBefore(_ left: AdmittedReading, _ right: AdmittedReading) -> Bool {
        left.effectiveAt != right.effectiveAt
            ? left.effectiveAt < right.effectiveAt : left.item.id.uuid < right.item.id.uuid
    }

    private func insert(_ readings: [AdmittedReading]) -> PostgresStatement {
        transaction.statement(
            """
            INSERT INTO hearth.readings (
                organization_id, id, patient_id, device_id, kind, value, systolic, diastolic, mean, absent, original,
                gateway_id, characteristic, effective_at, received_at, device_time, sequence_number,
                correction_reason, correction_offset_seconds, user_index, flags, raw)
            SELECT $1, id, patient_id, device_id, kind, value, systolic, diastolic, mean, absent, original,
                gateway_id, characteristic, effective_at, received_at, device_time, sequence_number,
                correction_reason, correction_offset_seconds, user_index, string_to_array(flags, ','), raw
            FROM unnest(
                $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::numeric[], $7::numeric[], $8::numeric[],
                $9::numeric[], $10::jsonb[], $11::jsonb[], \(ItemColumns.placeholders(from: 12))
            ) AS new (
                id, patient_id, device_id, kind, value, systolic, diastolic, mean, absent, original,
                \(ItemColumns.names))
            """,
            own(readings) + ItemColumns.values(readings.map(\.item))
        )
    }

    private func own(_ readings: [AdmittedReading]) -> [PostgresValue] {
        func numbers(_ metric: (ReadingKind) -> Metric?) -> PostgresValue {
            let values = readings.map { reading in
                PostgresValue.decimal(metric(reading.measurement.kind).flatMap { reading.measurement[$0]?.number })
            }
            return .array(values, of: .numeric)
        }
        func pressure(_ metric: Metric) -> PostgresValue { numbers { $0 == .bloodPressure ? metric : nil } }
        return [
            .array(readings.map { .id($0.item.id) }, of: .uuid),
            .array(readings.map { .id($0.patient) }, of: .uuid),
            .array(readings.map { .id($0.device) }, of: .uuid),
            .array(readings.map { .text($0.measurement.kind.rawValue) }, of: .text),
            numbers { $0 == .bloodPressure ? nil : $0.metrics.first },
            pressure(.systolicPressure),
            pressure(.diastolicPressure),
            pressure(.meanPressure),
            .array(readings.map { document(MeasurementDocument.absentText($0.measurement)) }, of: .jsonb),
            .array(readings.map { document(original($0)) }, of: .jsonb),
        ]
    }

    private func original(_ reading: AdmittedReading) -> String? {
        let original = reading.item.reading.measurement
        return original.unit == reading.measurement.unit ? nil : MeasurementDocument.text(original)
    }

    private func document(_ text: String?) -> PostgresValue { .optional(text) { .jsonb($0) } }
}
