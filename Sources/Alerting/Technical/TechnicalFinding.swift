/// What a rule found out about one piece of equipment, and why.
public struct TechnicalFinding: Sendable, Hashable {
    /// Whether the condition of the rule holds.
    public enum Verdict: Sendable, Hashable {
        /// It holds, this urgently.
        case stands(AlertPriority)
        /// It does not.
        case over
    }

    /// The rule.
    public let rule: TechnicalRule
    /// Whether its condition holds.
    public let verdict: Verdict
    /// Why.
    public let reason: TechnicalReason

    init(_ rule: TechnicalRule, _ verdict: Verdict, _ reason: TechnicalReason) {
        self.rule = rule
        self.verdict = verdict
        self.reason = reason
    }

    /// The reason with the rule and its version, as it is kept with the alert.
    public var text: String { "\(rule.rawValue) version \(TechnicalRule.version): \(reason)" }
}
