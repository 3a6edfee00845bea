import Foundation
import Vitals

/// What a correction makes of one alert: its readings are judged with the corrected one as it was, and as it is.
struct CorrectedCourse {
    let rule: LimitRule
    let correction: CorrectedReading
    let course: AlertCourse

    /// What readings come to when they arrive in the order of measurement and nobody acts.
    private struct Outcome {
        var alert: OpenAlert?
        /// What fired the alert since it is active.
        var firing: [UUID] = []

        var isActive: Bool { alert?.state.isActive ?? false }
    }

    /// The decision; see `LimitRule.reconsider`.
    var evaluation: Evaluation {
        let (was, now) = (outcome(with: correction.before), outcome(with: correction.after))
        let stands = stands(was, now)
        switch (course.alert.state.isActive, stands) {
        case (true, true): return remaining(was, now)
        case (true, false): return returned
        case (false, true):
            let change: AlertChange = course.alert.state.isOpen ? .reactivated : .raised
            return decision(change, now.alert, .standsAgain, firing: now.firing)
        case (false, false):
            guard course.alert.state.isOpen else { return decision(nil, nil, .corrected) }
            return decision(course.isFiring ? .corrected : nil, course.alert, .corrected)
        }
    }

    /// Whether the condition stands after the correction.
    ///
    /// An alert that the reading fired stands by what is left, or by the reading where that is still beyond a limit: it
    /// may be a late one, which raises an alert although newer readings are within. Any other alert stands as it did,
    /// unless the reading makes the difference.
    private func stands(_ was: Outcome, _ now: Outcome) -> Bool {
        let isActive = course.alert.state.isActive
        if isActive, course.isFiring { return now.isActive || rule.crossing(of: correction.after) != nil }
        return was.isActive == now.isActive ? isActive : now.isActive
    }

    /// The alert stands: its priority falls, and its side turns, where the corrected value alone was the reason for it;
    /// it rises where the value had parted a run.
    private func remaining(_ was: Outcome, _ now: Outcome) -> Evaluation {
        let alert = course.alert
        let (before, after) = (was.alert ?? alert, now.alert ?? alert)
        let rises = after.priority > max(before.priority, alert.priority)
        let falls = after.priority < before.priority
        let remaining = OpenAlert(
            priority: rises ? after.priority : falls ? min(alert.priority, after.priority) : alert.priority,
            side: after.side == before.side ? alert.side : after.side,
            state: rises ? .activeUnacknowledged : alert.state,
            newestReadingAt: course.isFiring ? after.newestReadingAt : alert.newestReadingAt
        )
        guard course.isFiring || remaining != alert else { return decision(nil, alert, .corrected) }
        let isBeyond = rule.crossing(of: correction.after) != nil
        let firing = isBeyond ? [correction.after?.id].compactMap(\.self) : []
        return decision(rises ? .priorityRose : .corrected, remaining, .corrected, firing: rises ? now.firing : firing)
    }

    private var returned: Evaluation {
        let alert = OpenAlert(
            priority: course.alert.priority,
            side: course.alert.side,
            state: course.alert.state == .activeAcknowledged ? .cleared : .returnedUnacknowledged,
            newestReadingAt: course.alert.newestReadingAt
        )
        return decision(.returnedToNormal, alert, .nothingLeftBeyond)
    }

    private func decision(
        _ change: AlertChange?,
        _ alert: OpenAlert?,
        _ code: EvaluationReason.Code,
        firing: [UUID] = []
    ) -> Evaluation {
        Evaluation(change: change, alert: alert, firing: firing, reason: rule.reason(code, of: correction))
    }

    /// Judges the readings one after the other.
    ///
    /// Where older ones are left out, the alert stands at first: only readings within the limits then return it.
    private func outcome(with reading: EvaluatedReading?) -> Outcome {
        let readings = course.others.inserting(reading).filter { rule.limits.judgeable($0.value) != nil }
        let needed = LimitRule.windowNeeded(rule.policy).before
        var outcome = Outcome(alert: course.isWhole ? nil : standing(from: readings.first))
        for index in readings.indices {
            let first = max(readings.startIndex, index - needed)
            let evaluation = rule.evaluate(
                window: Array(readings[first...index]),
                newIndex: index - first,
                openAlert: outcome.alert
            )
            guard evaluation.change != nil else { continue }
            outcome.firing = (outcome.isActive ? outcome.firing : []) + evaluation.firing
            outcome.alert = evaluation.alert
        }
        return outcome
    }

    private func standing(from first: EvaluatedReading?) -> OpenAlert {
        OpenAlert(
            priority: course.alert.priority,
            side: course.alert.side,
            state: .activeUnacknowledged,
            newestReadingAt: first?.effectiveAt ?? course.alert.newestReadingAt
        )
    }
}
