import Foundation
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
        for reading in readings.sorted(by: Order.init) { board.take(reading) }
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

    /// Readings are judged as they were measured; those of one moment by their keys.
    private struct Order: Comparable {
        let effectiveAt: Instant
        let id: UUID

        init(_ reading: AdmittedReading) {
            effectiveAt = reading.effectiveAt
            id = reading.item.id.uuid
        }

        static func < (left: Order, right: Order) -> Bool {
            left.effectiveAt != right.effectiveAt ? left.effectiveAt < right.effectiveAt : left.id < right.id
        }
    }

    private func insert(_ readings: [AdmittedReading]) -> PostgresStatement {
        transaction.statement(
            """
            INSERT INTO hearth.readings (
                organization_id, id, patient_id, device_id, kind, value, systolic, diastolic, mean, absent, original,
                \(ItemColumns.names))
            SELECT $1, unnest($2::uuid[]), unnest($3::uuid[]), unnest($4::uuid[]), unnest($5::text[]),
                unnest($6::numeric[]), unnest($7::numeric[]), unnest($8::numeric[]), unnest($9::numeric[]),
                unnest($10::jsonb[]), unnest($11::jsonb[]), \(ItemColumns.expressions(from: 12))
            """,
            own(readings) + ItemColumns.values(readings.map(\.item))
        )
    }

    private func own(_ readings: [AdmittedReading]) -> [PostgresValue] {
        func column(_ type: PostgresType, _ value: (AdmittedReading) -> PostgresValue) -> PostgresValue {
            .column(of: readings, type, value)
        }
        func numbers(_ metric: (ReadingKind) -> Metric?) -> PostgresValue {
            column(.numeric) { reading in
                .decimal(metric(reading.measurement.kind).flatMap { reading.measurement[$0]?.number })
            }
        }
        func pressure(_ metric: Metric) -> PostgresValue { numbers { $0 == .bloodPressure ? metric : nil } }
        return [
            column(.uuid) { .id($0.item.id) },
            column(.uuid) { .id($0.patient) },
            column(.uuid) { .id($0.device) },
            column(.text) { .text($0.measurement.kind.rawValue) },
            numbers { $0 == .bloodPressure ? nil : $0.metrics.first },
            pressure(.systolicPressure),
            pressure(.diastolicPressure),
            pressure(.meanPressure),
            column(.jsonb) { document(MeasurementDocument.absentText($0.measurement)) },
            column(.jsonb) { document(original($0)) },
        ]
    }

    private func original(_ reading: AdmittedReading) -> String? {
        let original = reading.item.reading.measurement
        return original.unit == reading.measurement.unit ? nil : MeasurementDocument.text(original)
    }

    private func document(_ text: String?) -> PostgresValue { .optional(text) { .jsonb($0) } }
}
