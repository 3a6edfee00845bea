import Vitals

extension LimitRule {
    /// A reading beyond a limit raises an alert, or joins the open one and may make it more urgent.
    func evaluateBeyond(_ readings: ReadingWindow, crossing: LimitCrossing, open: OpenAlert?) -> Evaluation {
        let confirmed = confirmation(of: crossing.side, in: readings)
        guard let open else { return raise(.raised, confirmed, readings, crossing, open: nil) }
        guard open.state.isActive else { return raise(.reactivated, confirmed, readings, crossing, open: open) }
        guard open.side == crossing.side else {
            return raise(.oppositeLimitCrossed, confirmed, readings, crossing, open: open)
        }
        if let confirmed, confirmed.priority > open.priority {
            return raise(.priorityRose, confirmed, readings, crossing, open: open)
        }
        return update(open, readings)
    }

    /// The highest priority that as many consecutive readings as needed agree on, and those readings.
    private func confirmation(
        of side: LimitSide,
        in readings: ReadingWindow
    ) -> (priority: AlertPriority, run: [ReadingWindow.Entry])? {
        for priority in [AlertPriority.high, .medium] {
            let run = readings.run { value in
                guard let crossing = limits.crossing(of: value), crossing.side == side else { return false }
                return crossing.priority >= priority
            }
            if run.count >= policy.readingsToRaise { return (priority, run) }
        }
        return nil
    }

    /// Makes the alert stand unacknowledged, once enough readings confirm it.
    ///
    /// A priority that nobody has acknowledged does not fall. A late reading does not turn the alert to its side, as
    /// the newest tells how the patient is; people are told all the same.
    private func raise(
        _ change: AlertChange,
        _ confirmed: (priority: AlertPriority, run: [ReadingWindow.Entry])?,
        _ readings: ReadingWindow,
        _ crossing: LimitCrossing,
        open: OpenAlert?
    ) -> Evaluation {
        let new = readings.new
        guard let confirmed else {
            return Evaluation(
                change: nil,
                alert: open,
                firing: [],
                reason: reason(.awaitingMoreBeyond, value: new.value)
            )
        }
        let isUnacknowledged = open.map { $0.state != .activeAcknowledged } ?? false
        let isLate = open.map { $0.state.isActive && new.effectiveAt < $0.newestReadingAt } ?? false
        let alert = OpenAlert(
            priority: isUnacknowledged ? max(confirmed.priority, open?.priority ?? .medium) : confirmed.priority,
            side: isLate ? open?.side ?? crossing.side : crossing.side,
            state: .activeUnacknowledged,
            newestReadingAt: newest(confirmed.run.last ?? new, open)
        )
        return Evaluation(
            change: change,
            alert: alert,
            firing: confirmed.run.map(\.id),
            reason: reason(beyond: new.value)
        )
    }

    /// Adds the reading; an acknowledged priority falls once the values are within the alert limit by the hysteresis.
    private func update(_ open: OpenAlert, _ readings: ReadingWindow) -> Evaluation {
        let new = readings.new
        let isWithin = { limits.isWithinAlertLimit($0, on: open.side, hysteresis: policy.hysteresis) }
        let isNewest = readings.endsWithNew && new.effectiveAt > open.newestReadingAt
        let hasEased =
            open.state == .activeAcknowledged && isNewest
            && readings.newest(policy.readingsToClear, allSatisfy: isWithin)
        let alert = OpenAlert(
            priority: hasEased ? .medium : open.priority,
            side: open.side,
            state: open.state,
            newestReadingAt: newest(new, open)
        )
        return Evaluation(
            change: .updated,
            alert: alert,
            firing: [new.id],
            reason: reason(beyond: new.value)
        )
    }

    private func reason(beyond value: JudgedValue) -> EvaluationReason {
        reason(value.number == nil ? .beyondDevice : .beyondLimit, value: value)
    }

    private func newest(_ reading: ReadingWindow.Entry, _ open: OpenAlert?) -> Instant {
        max(reading.effectiveAt, open?.newestReadingAt ?? reading.effectiveAt)
    }
}
