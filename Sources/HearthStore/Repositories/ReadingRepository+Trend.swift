import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Trends, computed from the readings each time: exact, late arrivals included.
extension ReadingRepository {
    func trend(
        of patient: PatientID,
        _ query: TrendQuery,
        as principal: Principal
    ) async throws(CoreError) -> [TrendBucket] {
        try ReadingRepository.check(query)
        let column = MetricColumn(query.metric)
        var parameters: [PostgresValue] = [
            .id(patient), .text(column.kind.rawValue), .instant(query.from), .instant(query.to),
            .integer(TrendQuery.maximumBuckets + 1),
        ]
        return try await database.transaction(of: principal.organization) { transaction in
            let person = try await PatientRepository.find(patient, transaction)
            parameters.append(ReadingRepository.width(query.bucket, zone: person.zone))
            let rows = try await transaction.query(ReadingRepository.sql(query.bucket, column), parameters)
            guard rows.count <= TrendQuery.maximumBuckets else { throw ReadingRepository.tooManyBuckets }
            let buckets = try rows.map(ReadingRepository.bucket)
            let detail: JSONObject = ["what": "trend", "metric": .string(query.metric.rawValue)]
            try await transaction.audit(.read, .patient, patient, detail, by: principal)
            return buckets
        }
    }

    private static let tooManyBuckets = CoreError.invalid(
        field: "bucket",
        message: "cuts the span into more than \(TrendQuery.maximumBuckets) pieces"
    )

    private static func check(_ query: TrendQuery) throws(CoreError) {
        guard query.from < query.to else { throw .invalid(field: "to", message: "must be after from") }
        guard case .minutes(let minutes) = query.bucket else { return }
        guard (1...1_440).contains(minutes) else {
            throw .invalid(field: "bucket", message: "must be 1 to 1440 minutes, a day or a week")
        }
    }

    /// The one parameter that differs: the length of a piece, or the zone whose calendar cuts.
    private static func width(_ bucket: TrendQuery.Bucket, zone: String) -> PostgresValue {
        switch bucket {
        case .minutes(let minutes): .text("\(minutes) minutes")
        case .day, .week: .text(zone)
        }
    }

    /// Days and weeks are cut on the wall clock and then placed in time, so that a day of daylight saving has its 23 or
    /// 25 hours.
    ///
    /// Everything between the quotes is a constant of this file or a column's name.
    private static func sql(_ bucket: TrendQuery.Bucket, _ column: MetricColumn) -> String {
        let (cut, start, end) =
            switch bucket {
            case .minutes:
                (
                    "date_bin($7::text::interval, effective_at, '2000-01-01 00:00:00+00')", "piece",
                    "piece + $7::text::interval"
                )
            case .day: calendar("day")
            case .week: calendar("week")
            }
        return """
            SELECT \(start) AS "start", \(end) AS "end", minimum, mean, maximum, count
            FROM (
                SELECT \(cut) AS piece, min(\(column.name)) AS minimum, round(avg(\(column.name)), 4) AS mean,
                    max(\(column.name)) AS maximum, count(*) AS count
                FROM hearth.readings
                WHERE organization_id = $1 AND patient_id = $2 AND kind = $3 AND effective_at >= $4
                    AND effective_at < $5 AND \(column.name) IS NOT NULL
                GROUP BY 1
            ) AS pieces
            ORDER BY piece LIMIT $6
            """
    }

    private static func calendar(_ unit: String) -> (cut: String, start: String, end: String) {
        (
            "date_trunc('\(unit)', effective_at AT TIME ZONE $7)", "piece AT TIME ZONE $7",
            "(piece + interval '1 \(unit)') AT TIME ZONE $7"
        )
    }

    private static func bucket(_ row: PostgresRow) throws -> TrendBucket {
        TrendBucket(
            start: try row.decode("start"),
            end: try row.decode("end"),
            minimum: try row.decode("minimum"),
            mean: try row.decode("mean"),
            maximum: try row.decode("maximum"),
            count: try row.decode("count")
        )
    }
}
