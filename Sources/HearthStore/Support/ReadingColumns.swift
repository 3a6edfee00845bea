import HearthCore
import Postgres
import Vitals

/// The columns of a reading as they are read.
enum ReadingColumns {
    static let names = """
        id, patient_id, kind, value, systolic, diastolic, mean, absent, original, effective_at, received_at, \
        stored_at, device_time, correction_reason, correction_offset_seconds, flags, device_id, gateway_id, version, \
        status, version_reason, version_by_kind, version_by
        """

    static func reading(_ row: PostgresRow) throws -> StoredReading {
        let original = try row.decode("original", as: String?.self)
        return StoredReading(
            id: try row.decode("id"),
            patient: try row.decode("patient_id"),
            measurement: try measurement(row),
            original: try original.map(MeasurementDocument.measurement),
            effectiveAt: try row.decode("effective_at"),
            receivedAt: try row.decode("received_at"),
            storedAt: try row.decode("stored_at"),
            deviceTime: try ItemColumns.deviceTime(row),
            timeCorrection: try ItemColumns.timeCorrection(row),
            flags: try row.decodeArray("flags"),
            device: try row.decode("device_id"),
            gateway: try row.decode("gateway_id"),
            version: try row.decode("version"),
            status: try row.decodeRaw("status"),
            note: try note(row)
        )
    }

    private static func note(_ row: PostgresRow) throws -> VersionNote? {
        guard let subject = try SubjectColumns.decode(row, kind: "version_by_kind", id: "version_by") else {
            return nil
        }
        return VersionNote(reason: try row.decode("version_reason"), by: subject)
    }

    /// Reads what was measured: the kind, its numbers, and why others are absent.
    static func measurement(_ row: PostgresRow) throws -> Measurement {
        let kind = try row.decodeRaw("kind", as: ReadingKind.self)
        return try Measurement(kind: kind, unit: kind.unit, values: try values(of: kind, row))
    }

    private static func values(of kind: ReadingKind, _ row: PostgresRow) throws -> [Metric: MeasuredValue] {
        var values: [Metric: MeasuredValue] = [:]
        if let absent = try row.decode("absent", as: String?.self) {
            values = try MeasurementDocument.absences(absent)
        }
        for metric in kind.metrics {
            guard let number = try row.decode(MetricColumn(metric).name, as: ExactDecimal?.self) else { continue }
            values[metric] = .number(number)
        }
        return values
    }
}
