import Alerting
import Vitals

/// The limits that readings are judged by.
public protocol LimitRegister: Sendable {
    /// The limits that hold for a patient now, by metric: the patient's own, else the group's.
    func effectiveLimits(of patient: PatientID, as principal: Principal) async throws(CoreError) -> [LimitVersion]
    /// The versions that hold for a scope now, one for each metric that has any.
    func limits(of scope: LimitScope, as principal: Principal) async throws(CoreError) -> [LimitVersion]
    /// Every version of one scope and metric, the newest first.
    func history(
        of scope: LimitScope,
        _ metric: Metric,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<LimitVersion>
    /// Sets a new version; it judges the readings that arrive from then on.
    ///
    /// Limits of nil take the scope's limits for the metric away; a policy of nil is the metric's standard one.
    func set(
        _ limits: MetricLimits?,
        _ policy: RulePolicy?,
        for scope: LimitScope,
        _ metric: Metric,
        reason: String,
        as principal: Principal
    ) async throws(CoreError) -> LimitVersion
}
