import Vitals

/// Why an evaluation came out as it did.
///
/// The description is for clinicians and is kept with the alert. It holds the patient's value: do not log it; `code` is
/// safe to log.
public struct EvaluationReason: Sendable, Hashable, CustomStringConvertible {
    /// The reasons; the raw values are stored.
    public enum Code: String, Sendable, Hashable, CaseIterable {
        /// Beyond a limit for as many readings as the rule asks for.
        case beyondLimit = "beyond-limit"
        /// Beyond what the device can measure, and so beyond a limit, for as many readings as the rule asks for.
        case beyondDevice = "beyond-device"
        /// Beyond a limit, but not yet for as many readings.
        case awaitingMoreBeyond = "awaiting-more-beyond"
        /// Within the limits for as many readings as the rule asks for.
        case backWithinLimits = "back-within-limits"
        /// Within the limits, but not yet for as many readings.
        case awaitingMoreWithin = "awaiting-more-within"
        /// Within the limits by less than the hysteresis.
        case withinHysteresis = "within-hysteresis"
        /// Within the limits, and no alert stands.
        case withinLimits = "within-limits"
        /// Within the limits, but older than what the alert already knows.
        case lateWithinLimits = "late-within-limits"
        /// A reading was corrected or withdrawn, and without it nothing asks for the alert.
        case nothingLeftBeyond = "nothing-left-beyond"
        /// A reading was corrected or withdrawn that had returned the alert to normal.
        case standsAgain = "stands-again"
        /// A reading was corrected or withdrawn, and the alert is as it was, or less urgent.
        case corrected
        /// There is no value to judge.
        case noNumber = "no-number"
    }

    /// The reason.
    public let code: Code
    /// The rule's identifier, `limit/oxygen-saturation`.
    public let rule: String
    /// The rule's version.
    public let version: Int
    /// The new reading's value; nil when there is none to judge.
    public let value: JudgedValue?
    /// The unit of value and limit.
    public let unit: Unit
    /// The limit that the value is beyond; nil within the limits.
    public let crossing: LimitCrossing?

    /// One sentence: `limit/oxygen-saturation version 3: 86 % is below the alert-low limit of 92 %`.
    public var description: String { "\(rule) version \(version): \(subject)\(explanation)" }

    private var subject: String {
        switch code {
        case .nothingLeftBeyond, .standsAgain, .corrected:
            value == nil ? "a reading no longer counts" : "a reading was corrected to \(words)"
        default: words
        }
    }

    private var words: String {
        switch value {
        case .number(let number): "\(number) \(unit.rawValue)"
        case .beyondDevice(.low): "a value lower than the device can measure"
        case .beyondDevice(.high): "a value higher than the device can measure"
        case nil: "no number"
        }
    }

    private var explanation: String {
        let beyond = crossing.map { crossing in
            let side = crossing.side == .low ? "below" : "above"
            return " is \(side) the \(crossing.name.rawValue) limit of \(crossing.limit) \(unit.rawValue)"
        }
        return switch code {
        case .beyondLimit, .beyondDevice: beyond ?? ""
        case .awaitingMoreBeyond: (beyond ?? "") + ", and more readings must follow before it counts"
        case .backWithinLimits: " is back within the limits"
        case .awaitingMoreWithin: " is within the limits, and more readings must follow before it counts"
        case .withinHysteresis: " is within the limits, but too close to them to count"
        case .withinLimits: " is within the limits"
        case .lateWithinLimits: " is within the limits, but older than what is known"
        case .nothingLeftBeyond: ", and nothing that is left is beyond the limits"
        case .standsAgain: ", and what it had ended stands again"
        case .corrected: ", and the alert is judged by what is left"
        case .noNumber: " to judge"
        }
    }
}
