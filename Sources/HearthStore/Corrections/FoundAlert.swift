import Alerting
import HearthCore
import Postgres
import Vitals

/// An alert in which a corrected reading may have a part.
struct FoundAlert {
    let id: AlertID
    let metric: Metric
    private let alert: OpenAlert
    /// When the first reading that fired it was measured.
    private let startsAt: Instant
    private let isFiring: Bool

    init(_ row: PostgresRow) throws {
        id = try row.decode("id")
        metric = try row.decodeRaw("metric")
        alert = OpenAlert(
            priority: try row.decodeRaw("priority"),
            side: try row.decodeRaw("side"),
            state: try row.decodeRaw("state"),
            newestReadingAt: try row.decode("newest_reading_at")
        )
        startsAt = try row.decode("starts_at", as: Instant?.self) ?? alert.newestReadingAt
        isFiring = try row.decode("is_firing")
    }

    /// The statement that reads the other readings since the alert began, the newest first; see `course`.
    func others(
        besides reading: StoredReading,
        absences: [AbsenceReason],
        _ transaction: TenantTransaction
    ) -> PostgresStatement {
        let column = MetricColumn(metric)
        return transaction.statement(
            """
            SELECT r.id, r.effective_at, r.\(column.name) AS number, r.absent ->> $3 AS absent
            FROM hearth.readings r
            WHERE r.organization_id = $1 AND r.patient_id = $2 AND r.kind = $4 AND r.effective_at >= $5 AND r.id <> $6
                AND r.superseded_at IS NULL AND (r.\(column.name) IS NOT NULL OR r.absent ->> $3 = ANY ($7))
            ORDER BY r.effective_at DESC, r.id DESC LIMIT \(AlertCourse.maximumReadings + 1)
            """,
            [
                .id(reading.patient), .text(metric.rawValue), .text(column.kind.rawValue), .instant(startsAt),
                .id(reading.id), .array(absences.map { .text($0.rawValue) }, of: .text),
            ]
        )
    }

    /// The alert with the answer to `others`.
    func course(_ rows: PostgresRows) throws -> AlertCourse {
        let newest = try rows.prefix(AlertCourse.maximumReadings).map(NeighbourQuery.reading)
        return AlertCourse(
            alert: alert,
            isFiring: isFiring,
            others: newest.sorted(by: AlertBoard.isBefore),
            isWhole: rows.count <= AlertCourse.maximumReadings
        )
    }
}
