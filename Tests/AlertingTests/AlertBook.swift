import Alerting
import Foundation
import Testing
import Vitals

/// What a store does around the rule: it keeps readings and the open alert, and loads the neighbours that are needed.
struct AlertBook {
    let rule: LimitRule
    /// More neighbours than the rule asks for, to show that they change nothing.
    var extraNeighbours = 0
    private(set) var readings: [EvaluatedReading] = []
    private(set) var alert: OpenAlert?
    private(set) var changes: [AlertChange] = []

    init(_ rule: LimitRule, extraNeighbours: Int = 0) {
        self.rule = rule
        self.extraNeighbours = extraNeighbours
    }

    /// The open alert; nil once it is cleared.
    var open: OpenAlert? { alert.flatMap { $0.state.isOpen ? $0 : nil } }

    /// Stores a reading at its place and lets the rule judge it.
    @discardableResult
    mutating func receive(_ value: MeasuredValue, minute: Int) -> Evaluation {
        let instant = Instant(millisecondsSince1970: 1_795_248_000_000).adding(seconds: Int64(minute) * 60)
        let reading = EvaluatedReading(id: UUID(), effectiveAt: instant, value: value)
        let place = readings.firstIndex { $0.effectiveAt > instant } ?? readings.count
        readings.insert(reading, at: place)
        let (window, index) = window(around: place)
        let evaluation = rule.evaluate(window: window, newIndex: index, openAlert: open)
        if evaluation.change == .raised, open != nil { Issue.record("a second open alert of one rule") }
        if let change = evaluation.change {
            changes.append(change)
            alert = evaluation.alert
        } else if evaluation.alert != open {
            Issue.record("no change means that nothing changes")
        }
        return evaluation
    }

    /// A person acts on the alert.
    mutating func apply(_ change: AlertChange, state: AlertState) {
        guard let alert else { return }
        changes.append(change)
        self.alert = OpenAlert(
            priority: alert.priority,
            side: alert.side,
            state: state,
            newestReadingAt: alert.newestReadingAt
        )
    }

    /// The nearest readings that the limits can judge, as a database would load them, and the new one.
    private func window(around place: Int) -> ([EvaluatedReading], Int) {
        let needed = LimitRule.windowNeeded(rule.policy)
        let isJudgeable = { (reading: EvaluatedReading) in
            guard case .absent(let reason) = reading.value else { return true }
            return rule.limits.judgeableAbsences.contains(reason)
        }
        let before = readings[..<place].filter(isJudgeable).suffix(needed.before + extraNeighbours)
        let after = readings[(place + 1)...].filter(isJudgeable).prefix(needed.after + extraNeighbours)
        return (before + [readings[place]] + after, before.count)
    }
}
