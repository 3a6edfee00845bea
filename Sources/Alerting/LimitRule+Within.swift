import Vitals

extension LimitRule {
    /// A reading within the limits can only end an active alert, and only when it is the newest.
    func evaluateWithin(_ readings: ReadingWindow, open: OpenAlert?) -> Evaluation {
        let value = readings.new.value
        func unchanged(_ code: EvaluationReason.Code) -> Evaluation {
            Evaluation(change: nil, alert: open, firing: [], reason: reason(code, value: value))
        }
        guard let open, open.state.isActive else { return unchanged(.withinLimits) }
        guard readings.endsWithNew, readings.new.effectiveAt > open.newestReadingAt else {
            return unchanged(.lateWithinLimits)
        }
        let isBack = { limits.isBack($0, from: open.side, hysteresis: policy.hysteresis) }
        guard isBack(value) else { return unchanged(.withinHysteresis) }
        let isNormal = { limits.crossing(of: $0) == nil && isBack($0) }
        guard readings.newest(policy.readingsToClear, allSatisfy: isNormal) else {
            return unchanged(.awaitingMoreWithin)
        }
        let returned = OpenAlert(
            priority: open.priority,
            side: open.side,
            state: open.state == .activeAcknowledged ? .cleared : .returnedUnacknowledged,
            newestReadingAt: readings.new.effectiveAt
        )
        return Evaluation(
            change: .returnedToNormal,
            alert: returned,
            firing: [],
            reason: reason(.backWithinLimits, value: value)
        )
    }
}
