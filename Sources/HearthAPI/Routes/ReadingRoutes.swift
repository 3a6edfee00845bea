import ExactJSON
import HearthCore
import ReadingExchange
import SocketHTTP
import Vitals

/// What was measured of a patient: `/v1/patients/{patientId}/readings` and `/trends`.
struct ReadingRoutes: Sendable {
    let readings: any ReadingArchive

    func add(to table: inout RouteTable) {
        table.add(.listReadings, answer: list)
        table.add(.latestReadings, answer: latest)
        table.add(.getReading, answer: read)
        table.add(.listReadingVersions, answer: listVersions)
        table.add(.correctReading, answer: correct)
        table.add(.withdrawReading, answer: withdraw)
        table.add(.getTrend, answer: trend)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let filter = ReadingFilter(
            kind: try call.query.enumeration("kind"),
            from: try call.query.instant("from"),
            to: try call.query.instant("to")
        )
        return .page(
            try await readings.readings(
                of: call.pathIdentifier("patientId"),
                filter,
                page: call.query.page(),
                as: principal
            ),
            \.json
        )
    }

    @Sendable private func latest(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let latest = try await readings.latest(of: call.pathIdentifier("patientId"), as: principal)
        return .json(["items": .array(latest.map(\.json))])
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let patient: PatientID = try call.pathIdentifier("patientId")
        return .json(try await readings.reading(call.pathIdentifier("readingId"), of: patient, as: principal).json)
    }

    @Sendable private func listVersions(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        .page(
            try await readings.versions(
                of: call.pathIdentifier("readingId"),
                of: call.pathIdentifier("patientId"),
                page: call.query.page(),
                as: principal
            ),
            \.json
        )
    }

    @Sendable private func correct(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let patient: PatientID = try call.pathIdentifier("patientId")
        let reading: ReadingID = try call.pathIdentifier("readingId")
        let form = try await call.form(["version", "reason", "measurement", "effectiveAt"])
        let correction = ReadingCorrection(
            of: try ReadingRoutes.version(form),
            measurement: try form.optional("measurement").map { reader in
                try ReadingSubmission.measurement(reader.form(["kind", "unit", "values", "absent"]))
            },
            effectiveAt: try form.optional("effectiveAt")?.instant(),
            reason: try form.required("reason").note()
        )
        guard correction.measurement != nil || correction.effectiveAt != nil else {
            throw form.invalid("A measurement or a time must be given")
        }
        return .json(try await readings.correct(reading, of: patient, correction, as: principal).json)
    }

    @Sendable private func withdraw(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let patient: PatientID = try call.pathIdentifier("patientId")
        let reading: ReadingID = try call.pathIdentifier("readingId")
        let form = try await call.form(["version", "reason"])
        let withdrawn = try await readings.withdraw(
            reading,
            of: patient,
            version: ReadingRoutes.version(form),
            reason: form.required("reason").note(),
            as: principal
        )
        return .json(withdrawn.json)
    }

    /// The version that a person has before them.
    private static func version(_ form: JSONReader) throws -> Int {
        try form.required("version").integer(in: 1...Int(Int32.max))
    }

    @Sendable private func trend(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let patient: PatientID = try call.pathIdentifier("patientId")
        guard let metric = try call.query.enumeration("metric", Metric.self) else {
            throw QueryReader.missing("metric")
        }
        guard let from = try call.query.instant("from") else { throw QueryReader.missing("from") }
        guard let to = try call.query.instant("to") else { throw QueryReader.missing("to") }
        let text = try call.query.required("bucket")
        guard let bucket = TrendQuery.Bucket(text) else {
            throw Problem.invalidQuery("bucket", "invalid-value", "A width is like 15m, 1h, 1d or 1w")
        }
        let query = TrendQuery(metric: metric, from: from, to: to, bucket: bucket)
        let buckets = try await readings.trend(of: patient, query, as: principal)
        return .json([
            "patientId": .string(patient.description), "metric": .string(metric.rawValue),
            "unit": .string(metric.unit.rawValue), "bucket": .string(text), "items": .array(buckets.map(\.json)),
        ])
    }
}
