import Alerting
import ExactJSON
import HearthCore
import SocketHTTP
import Vitals

/// What a patient's readings are judged by: `/v1/patients/{patientId}/limits`.
struct LimitRoutes: Sendable {
    let limits: any LimitRegister

    func add(to table: inout RouteTable) {
        table.add(.listLimits, answer: list)
        table.add(.listLimitVersions, answer: listVersions)
        table.add(.putLimits, answer: put)
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let limits = try await limits.effectiveLimits(of: call.pathIdentifier("patientId"), as: principal)
        return .json(["items": .array(limits.map(\.json))])
    }

    @Sendable private func listVersions(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let scope = LimitScope.patient(try call.pathIdentifier("patientId"))
        let metric: Metric = try call.pathEnumeration("metric")
        return .page(
            try await limits.history(of: scope, metric, page: call.query.page(), as: principal),
            \.json
        )
    }

    /// Sets a new version; `"limits": null` takes the patient's own away, so that the group's hold again.
    @Sendable private func put(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let scope = LimitScope.patient(try call.pathIdentifier("patientId"))
        let metric: Metric = try call.pathEnumeration("metric")
        let form = try await call.form(["limits", "policy", "reason"])
        let reader = try form.required("limits")
        let wanted = reader.value == .null ? nil : try MetricLimits(reader, of: metric)
        let policy = try form.optional("policy").map { try RulePolicy($0) }
        let version = try await limits.set(
            wanted,
            policy,
            for: scope,
            metric,
            reason: form.required("reason").note(),
            as: principal
        )
        return .json(version.json)
    }
}
