import Alerting
import Foundation
import HearthCore
import Vitals

/// The alerts of the patients of one transaction: takes new readings one by one and collects what has to be written.
///
/// Decisions are those of `LimitRule`; this keeps the state between them.
struct AlertBoard {
    /// What an alert is about.
    struct Key: Hashable {
        let patient: PatientID
        let metric: Metric
    }

    /// An alert with the rule that judged it last.
    struct Standing {
        let id: AlertID
        let key: Key
        var alert: OpenAlert
        var rule: HeldRule
        var reason: String
        /// True for one that this transaction raises.
        let isNew: Bool
    }

    /// One change of one alert, in order.
    struct Transition {
        let standing: Standing
        let change: AlertChange
        let firing: [EvaluatedReading]
    }

    private let rules: [PatientID: [Metric: HeldRule]]
    private var open: [Key: Standing]
    /// The readings that the limits can judge, of those metrics whose rules look at more than one.
    private var windows: [Key: [EvaluatedReading]]
    /// What happened, in order.
    private(set) var transitions: [Transition] = []

    /// Takes what the database knows: the rules that hold, the open alerts, and the stored neighbours of new readings.
    init(
        rules: [PatientID: [Metric: HeldRule]],
        open: [Key: Standing],
        neighbours: [Key: [EvaluatedReading]]
    ) {
        self.rules = rules
        self.open = open
        windows = neighbours.mapValues { $0.sorted(by: AlertBoard.isBefore) }
    }

    /// Judges one reading by the rules of each of its metrics.
    mutating func take(_ reading: AdmittedReading) {
        guard let rules = rules[reading.patient] else { return }
        for item in reading.measurement.values {
            // What the limits cannot judge changes nothing, now or as a neighbour.
            guard let held = rules[item.metric], held.rule.limits.judgeable(item.value) != nil else { continue }
            let new = EvaluatedReading(id: reading.item.id.uuid, effectiveAt: reading.effectiveAt, value: item.value)
            judge(new, Key(patient: reading.patient, metric: item.metric), held)
        }
    }

    private mutating func judge(_ new: EvaluatedReading, _ key: Key, _ held: HeldRule) {
        let (window, index) = window(around: new, key, LimitRule.windowNeeded(held.rule.policy))
        let evaluation = held.rule.evaluate(window: window, newIndex: index, openAlert: open[key]?.alert)
        guard let change = evaluation.change, let alert = evaluation.alert else { return }
        let reason = evaluation.reason.description
        var standing =
            open[key] ?? Standing(id: .new(), key: key, alert: alert, rule: held, reason: reason, isNew: true)
        standing.alert = alert
        standing.rule = held
        standing.reason = reason
        open[key] = alert.state.isOpen ? standing : nil
        let firing = window.filter { evaluation.firing.contains($0.id) }
        transitions.append(Transition(standing: standing, change: change, firing: firing))
    }

    /// Remembers a reading where its rule looks at more than one; answers those that it looks at, and its place there.
    private mutating func window(
        around new: EvaluatedReading,
        _ key: Key,
        _ needed: NeighboursNeeded
    ) -> ([EvaluatedReading], Int) {
        guard needed.before + needed.after > 0 else { return ([new], 0) }
        // Taken out, so that it is not copied.
        var known = windows.removeValue(forKey: key) ?? []
        // Readings are taken in their order: most places are at the end.
        let index = (known.lastIndex { !AlertBoard.isBefore(new, $0) } ?? -1) + 1
        known.insert(new, at: index)
        windows[key] = known
        let first = max(index - needed.before, known.startIndex)
        let last = min(index + needed.after, known.endIndex - 1)
        return (Array(known[first...last]), index - first)
    }

    /// The order in which readings were measured; those of one moment by their keys.
    static func isBefore(_ left: EvaluatedReading, _ right: EvaluatedReading) -> Bool {
        left.effectiveAt != right.effectiveAt
            ? left.effectiveAt < right.effectiveAt : left.id < right.id
    }
}
