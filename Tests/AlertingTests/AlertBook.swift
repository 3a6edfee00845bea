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
    /// What fired the alert.
    private var fired: Set<UUID> = []
    private var isResolved = false

    init(_ rule: LimitRule, extraNeighbours: Int = 0) {
        self.rule = rule
        self.extraNeighbours = extraNeighbours
    }

    /// The open alert; nil once it is cleared.
    var open: OpenAlert? { alert.flatMap { $0.state.isOpen ? $0 : nil } }

    /// Stores a reading at its place and lets the rule judge it.
    @discardableResult
    mutating func receive(_ value: MeasuredValue, minute: Int) -> Evaluation {
        let instant = Self.instant(minute)
        let reading = EvaluatedReading(id: UUID(), effectiveAt: instant, value: value)
        let place = readings.firstIndex { $0.effectiveAt > instant } ?? readings.count
        readings.insert(reading, at: place)
        let (window, index) = window(around: place)
        let evaluation = rule.evaluate(window: window, newIndex: index, openAlert: open)
        if evaluation.change == .raised, open != nil { Issue.record("a second open alert of one rule") }
        if evaluation.change == nil, evaluation.alert != open { Issue.record("no change means that nothing changes") }
        take(evaluation)
        return evaluation
    }

    /// Replaces the value of a stored reading, or withdraws it.
    @discardableResult
    mutating func correct(minute: Int, to value: MeasuredValue?) throws -> Evaluation {
        let place = try #require(readings.firstIndex { $0.effectiveAt == Self.instant(minute) })
        let before = readings[place]
        let after = value.map { EvaluatedReading(id: before.id, effectiveAt: before.effectiveAt, value: $0) }
        var (neighbours, index) = window(around: place)
        neighbours.remove(at: index)
        let correction = CorrectedReading(before: before, after: after)
        let evaluation = rule.reconsider(correction, neighbours: neighbours, course: course(before))
        if evaluation.change == .raised, open != nil { Issue.record("a second open alert of one rule") }
        readings.remove(at: place)
        if let after { readings.insert(after, at: place) }
        take(evaluation)
        return evaluation
    }

    private mutating func take(_ evaluation: Evaluation) {
        guard let change = evaluation.change else { return }
        if change == .raised { (fired, isResolved) = ([], false) }
        fired.formUnion(evaluation.firing)
        changes.append(change)
        alert = evaluation.alert
    }

    /// The open alert, or the one that the reading had cleared, with the other readings since it began.
    private func course(_ reading: EvaluatedReading) -> AlertCourse? {
        guard let alert else { return nil }
        guard alert.state.isOpen || (!isResolved && alert.newestReadingAt == reading.effectiveAt) else { return nil }
        let start = readings.first { fired.contains($0.id) }?.effectiveAt ?? alert.newestReadingAt
        return AlertCourse(
            alert: alert,
            isFiring: fired.contains(reading.id),
            others: readings.filter { $0.effectiveAt >= start && $0.id != reading.id },
            isWhole: true
        )
    }

    private static func instant(_ minute: Int) -> Instant {
        Instant(millisecondsSince1970: 1_795_248_000_000).adding(seconds: Int64(minute) * 60)
    }

    /// A person acts on the alert.
    mutating func apply(_ change: AlertChange, state: AlertState) {
        guard let alert else { return }
        changes.append(change)
        if change == .resolved { isResolved = true }
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
