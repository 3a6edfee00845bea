import Foundation
import Vitals

extension LimitRule {
    /// Decides what the correction of a reading does to the patient's alert of this rule.
    ///
    /// A value that is further beyond the limits than the one before is judged as a new reading is: people are told of
    /// it. Otherwise the readings since the alert began are judged once more, in the order of measurement, with the
    /// reading as it was and as it is. An alert that they no longer ask for returns to normal, one that a wrong value
    /// had returned is active again, and one that it had cleared is raised anew. What a person resolved stays resolved.
    ///
    /// - Parameters:
    ///   - correction: The reading as it was and as it is.
    ///   - neighbours: At least the neighbours of `windowNeeded` around the reading as it is (or was, when it is
    ///     withdrawn), without it, in order.
    ///   - course: The alert that is open, or else the one that the reading had cleared; nil when there is neither.
    /// - Returns: The change, if there is one, the alert after it, the readings that fired it, and why.
    public func reconsider(
        _ correction: CorrectedReading,
        neighbours: [EvaluatedReading],
        course: AlertCourse?
    ) -> Evaluation {
        if let after = correction.after, isFurtherBeyond(correction) {
            let window = neighbours.inserting(after)
            let place = window.firstIndex(of: after) ?? window.startIndex
            let evaluation = evaluate(window: window, newIndex: place, openAlert: course?.alert)
            if evaluation.change != nil { return evaluation }
        }
        guard let course else {
            if let run = runThatJoins(correction, neighbours) { return run }
            return Evaluation(change: nil, alert: nil, firing: [], reason: reason(.corrected, of: correction))
        }
        return CorrectedCourse(rule: self, correction: correction, course: course).evaluation
    }

    /// The outermost limit that a reading is beyond; nil when there is no reading or it is beyond none.
    func crossing(of reading: EvaluatedReading?) -> LimitCrossing? {
        reading.flatMap { limits.judgeable($0.value) }.flatMap { limits.crossing(of: $0) }
    }

    func reason(_ code: EvaluationReason.Code, of correction: CorrectedReading) -> EvaluationReason {
        reason(code, value: correction.after.flatMap { limits.judgeable($0.value) })
    }

    /// Where several readings raise, those around a reading may do so without it, or with a value that is no less
    /// beyond.
    ///
    /// A run that was there before is no news: it had its alert.
    private func runThatJoins(_ correction: CorrectedReading, _ neighbours: [EvaluatedReading]) -> Evaluation? {
        guard policy.readingsToRaise > 1, run(in: neighbours.inserting(correction.before)) == nil else { return nil }
        return run(in: neighbours.inserting(correction.after))
    }

    private func run(in window: [EvaluatedReading]) -> Evaluation? {
        window.indices.lazy.map { evaluate(window: window, newIndex: $0, openAlert: nil) }.first {
            $0.change == .raised
        }
    }

    private func isFurtherBeyond(_ correction: CorrectedReading) -> Bool {
        guard let after = crossing(of: correction.after) else { return false }
        guard let before = crossing(of: correction.before) else { return true }
        return after.side != before.side || after.priority > before.priority
    }
}

extension [EvaluatedReading] {
    /// The readings with one more at its place.
    func inserting(_ reading: EvaluatedReading?) -> [EvaluatedReading] {
        guard let reading else { return self }
        let place = firstIndex { $0.effectiveAt > reading.effectiveAt } ?? endIndex
        return self[..<place] + [reading] + self[place...]
    }
}
