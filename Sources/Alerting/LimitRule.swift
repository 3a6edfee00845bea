import Foundation
import Vitals

/// The rule that a metric stays within its limits: one for each patient and metric.
///
/// It decides from values alone, in whatever order readings arrive. A reading beyond a limit is never without effect
/// for being late. One within the limits never ends an alert that a newer reading raised, joined or brought back. A
/// value that is beyond what the device can measure is beyond every limit of that side; where the side has no limit, it
/// is no value, as any other absent one.
public struct LimitRule: Sendable, Hashable {
    /// The limits, and the metric that they are for.
    public let limits: MetricLimits
    /// The version of limits and policy, named in every reason.
    public let version: Int
    /// Hysteresis and consecutive readings.
    public let policy: RulePolicy
    /// The rule's identifier: `limit/oxygen-saturation`.
    public let id: String

    /// Makes a rule; the policy is the metric's standard one unless another is given.
    public init(limits: MetricLimits, version: Int, policy: RulePolicy? = nil) {
        self.limits = limits
        self.version = version
        self.policy = policy ?? .standard(for: limits.metric)
        id = Self.id(for: limits.metric)
    }

    /// The identifier of the rule for a metric.
    public static func id(for metric: Metric) -> String { "limit/\(metric.rawValue)" }

    /// How many neighbours of a new reading `evaluate` looks at; none where one reading raises and one clears.
    ///
    /// The store loads the nearest readings that the limits can judge; `evaluate` ignores more.
    public static func windowNeeded(_ policy: RulePolicy) -> NeighboursNeeded {
        NeighboursNeeded(
            before: max(policy.readingsToRaise, policy.readingsToClear) - 1,
            after: policy.readingsToRaise - 1
        )
    }

    /// Decides what a new reading does to the patient's alert of this rule.
    ///
    /// - Parameters:
    ///   - window: the new reading and at least the neighbours of `windowNeeded`, in the order of `effectiveAt`.
    ///   - newIndex: the place of the new reading in the window.
    ///   - openAlert: the patient's open alert of this rule, if there is one.
    /// - Returns: the change, if there is one, the alert after it, the readings that fired it, and why.
    public func evaluate(window: [EvaluatedReading], newIndex: Int, openAlert: OpenAlert?) -> Evaluation {
        precondition(window.indices.contains(newIndex), "the new reading is in its window")
        precondition(
            zip(window, window.dropFirst()).allSatisfy { $0.effectiveAt <= $1.effectiveAt },
            "the window is sorted"
        )
        let open = openAlert.flatMap { $0.state.isOpen ? $0 : nil }
        let needed = Self.windowNeeded(policy)
        guard let readings = ReadingWindow(window, newIndex: newIndex, limits: limits, needed: needed) else {
            return Evaluation(change: nil, alert: open, firing: [], reason: reason(.noNumber, value: nil))
        }
        guard let crossing = limits.crossing(of: readings.new.value) else {
            return evaluateWithin(readings, open: open)
        }
        return evaluateBeyond(readings, crossing: crossing, open: open)
    }

    func reason(_ code: EvaluationReason.Code, value: JudgedValue?) -> EvaluationReason {
        EvaluationReason(
            code: code,
            rule: id,
            version: version,
            value: value,
            unit: limits.metric.unit,
            crossing: value.flatMap(limits.crossing)
        )
    }
}
