import Alerting
import ExactJSON
import Foundation
import HearthCore
import Postgres
import Vitals

/// The limits, every version of them.
struct LimitRepository: LimitRegister {
    let database: Database

    private static let columns = """
        \(LimitColumns.names), limits_group, patient_id, set_by_kind, set_by, set_at, reason
        """

    func effectiveLimits(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [LimitVersion] {
        try await database.transaction(of: principal.organization) { transaction in
            _ = try await PatientRepository.find(patient, transaction)
            let rows = try await transaction.query(HeldRule.query(of: "p.id = $2"), [.id(patient)])
            return try LimitRepository.versions(rows)
        }
    }

    func limits(of scope: LimitScope, as principal: Principal) async throws(CoreError) -> [LimitVersion] {
        try await database.transaction(of: principal.organization) { transaction in
            if case .patient(let patient) = scope { _ = try await PatientRepository.find(patient, transaction) }
            let rows = try await transaction.query(
                """
                SELECT * FROM (
                    SELECT DISTINCT ON (metric) \(LimitRepository.columns) FROM hearth.limits
                    WHERE organization_id = $1 AND (limits_group = $2 OR patient_id = $3)
                    ORDER BY metric, version DESC
                ) AS newest
                WHERE is_set
                """,
                LimitRepository.scope(scope)
            )
            return try LimitRepository.versions(rows)
        }
    }

    func history(
        of scope: LimitScope,
        _ metric: Metric,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<LimitVersion> {
        let before = try PageCursor.number(page.after)
        return try await database.transaction(of: principal.organization) { transaction in
            if case .patient(let patient) = scope { _ = try await PatientRepository.find(patient, transaction) }
            let rows = try await transaction.query(
                """
                SELECT \(LimitRepository.columns) FROM hearth.limits
                WHERE organization_id = $1 AND (limits_group = $2 OR patient_id = $3) AND metric = $4
                    AND ($5::bigint IS NULL OR version < $5)
                ORDER BY version DESC LIMIT $6
                """,
                LimitRepository.scope(scope)
                    + [.text(metric.rawValue), .optional(before) { .int8($0) }, .limit(page)]
            )
            return Page(try rows.map(LimitRepository.version), page) { Cursor("\($0.version)") }
        }
    }

    func set(
        _ limits: MetricLimits?,
        _ policy: RulePolicy?,
        for scope: LimitScope,
        _ metric: Metric,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> LimitVersion {
        let reason = try FieldCheck.text(reason, "reason", lengths: FieldCheck.reasonLengths)
        guard limits == nil || limits?.metric == metric else {
            throw .invalid(field: "metric", message: "is not the one that the limits are for")
        }
        let policy = policy ?? .standard(for: metric)
        return try await database.transaction(of: principal.organization) { transaction in
            try await LimitRepository.lock(scope, transaction)
            let insert = LimitRepository.insert(
                limits,
                policy,
                for: scope,
                metric,
                reason: reason,
                by: principal,
                transaction
            )
            let rows = try await transaction.pipeline([insert])[0]
            let version = try LimitRepository.version(rows.only(or: .patient))
            let detail: JSONObject = [
                "metric": .string(metric.rawValue), "version": .number(JSONNumber(version.version)),
            ]
            let (kind, id): (CoreError.Kind, String) =
                switch scope {
                case .group(let group): (.organization, group.rawValue)
                case .patient(let patient): (.patient, patient.description)
                }
            try await transaction.pipeline([transaction.auditStatement(.setLimits, kind, id, detail, by: principal)])
            return version
        }
    }

    /// Versions are set one after the other.
    ///
    /// A patient's wait for readings that are being judged, and the other way
    /// round; a group's do not: they judge what arrives once they are there.
    private static func lock(_ scope: LimitScope, _ transaction: TenantTransaction) async throws {
        switch scope {
        case .patient(let patient):
            _ = try await PatientRepository.find(patient, transaction, lock: "FOR NO KEY UPDATE")
        case .group:
            try await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended('limits ' || $1::uuid, 0))")
        }
    }

    /// The statement that adds a version.
    static func insert(
        _ limits: MetricLimits?,
        _ policy: RulePolicy,
        for scope: LimitScope,
        _ metric: Metric,
        reason: String,
        by principal: Principal,
        _ transaction: TenantTransaction
    ) -> PostgresStatement {
        transaction.statement(
            """
            INSERT INTO hearth.limits (
                organization_id, limits_group, patient_id, id, metric, version, is_set, alert_low, warning_low,
                warning_high, alert_high, hysteresis, readings_to_raise, readings_to_clear, reason, set_by_kind, set_by)
            SELECT $1, $2, $3, $4, $5, coalesce(max(version), 0) + 1, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16
            FROM hearth.limits
            WHERE organization_id = $1 AND (limits_group = $2 OR patient_id = $3) AND metric = $5
            RETURNING \(columns)
            """,
            self.scope(scope) + [.uuid(PatientID.new().uuid), .text(metric.rawValue)]
                + LimitColumns.values(limits, policy) + [.text(reason)] + SubjectColumns.values(principal.subject)
        )
    }

    private static func scope(_ scope: LimitScope) -> [PostgresValue] {
        switch scope {
        case .group(let group): [.text(group.rawValue), .null]
        case .patient(let patient): [.null, .id(patient)]
        }
    }

    private static func versions(_ rows: PostgresRows) throws -> [LimitVersion] {
        let versions = try rows.map(version)
        return Metric.allCases.compactMap { metric in versions.first { $0.metric == metric } }
    }

    private static func version(_ row: PostgresRow) throws -> LimitVersion {
        let patient = try row.decode("patient_id", as: PatientID?.self)
        guard let setBy = try SubjectColumns.decode(row, kind: "set_by_kind", id: "set_by") else {
            throw CoreError.internal(code: "limits-of-nobody")
        }
        return LimitVersion(
            scope: try patient.map(LimitScope.patient) ?? .group(try row.decodeRaw("limits_group")),
            metric: try row.decodeRaw("metric"),
            version: try row.decode("version"),
            limits: try LimitColumns.limits(row),
            policy: try LimitColumns.policy(row),
            setBy: setBy,
            setAt: try row.decode("set_at"),
            reason: try row.decode("reason")
        )
    }
}
