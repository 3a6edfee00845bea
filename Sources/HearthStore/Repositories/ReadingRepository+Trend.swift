import ExactJSON
import HearthCore
import Postgres
import Vitals

/// Trends, computed each time from indexes alone: exact, late arrivals and corrections included.
extension ReadingRepository {
    func trend(
        of patient: PatientID,
        _ query: TrendQuery,
        as principal: Principal
    ) async throws(CoreError) -> [TrendBucket] {
        try ReadingRepository.check(query)
        let column = MetricColumn(query.metric)
        let statement = TrendStatement(query.bucket, column)
        return try await database.transaction(of: principal.organization) { transaction in
            let person = try await PatientRepository.find(patient, transaction)
            let parameters: [PostgresValue] = [
                .id(patient), .text(column.kind.rawValue), .instant(query.from), .instant(query.to),
                .integer(TrendQuery.maximumBuckets + 1), ReadingRepository.width(query.bucket, zone: person.zone),
            ]
            let detail: JSONObject = ["what": "trend", "metric": .string(query.metric.rawValue)]
            let answers = try await transaction.pipeline([
                PlanChoice.forTheseValues.statement,
                transaction.statement(statement.sql, parameters),
                transaction.auditStatement(.read, .patient, patient.description, detail, by: principal),
            ])
            guard answers[1].count <= TrendQuery.maximumBuckets else { throw ReadingRepository.tooManyBuckets }
            return try answers[1].map(ReadingRepository.bucket)
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
