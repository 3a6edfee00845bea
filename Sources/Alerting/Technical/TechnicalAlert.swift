/// An alert of a technical rule: what has to be known of it, and what it is after a finding.
public struct TechnicalAlert: Sendable, Hashable {
    /// How urgent it is.
    public let priority: AlertPriority
    /// Where it is in its life.
    public let state: AlertState
    /// Why it is as it is.
    public let reason: String

    /// Describes an alert.
    public init(priority: AlertPriority, state: AlertState, reason: String) {
        self.priority = priority
        self.state = state
        self.reason = reason
    }

    /// What a finding does to the open alert of its subject and rule; nil when nothing has to be written.
    ///
    /// An alert's priority does not fall while its condition stands, and a rise asks for attention again.
    public static func change(
        by finding: TechnicalFinding,
        of open: TechnicalAlert?
    ) -> (change: AlertChange, alert: TechnicalAlert)? {
        let open = open.flatMap { $0.state.isOpen ? $0 : nil }
        let reason = finding.text
        switch finding.verdict {
        case .over:
            guard let open, open.state.isActive else { return nil }
            let state: AlertState = open.state == .activeAcknowledged ? .cleared : .returnedUnacknowledged
            return (.returnedToNormal, TechnicalAlert(priority: open.priority, state: state, reason: reason))
        case .stands(let priority):
            func standing(_ state: AlertState) -> TechnicalAlert {
                TechnicalAlert(priority: max(priority, open?.priority ?? priority), state: state, reason: reason)
            }
            guard let open else { return (.raised, standing(.activeUnacknowledged)) }
            guard open.state.isActive else { return (.reactivated, standing(.activeUnacknowledged)) }
            if priority > open.priority { return (.priorityRose, standing(.activeUnacknowledged)) }
            return reason == open.reason ? nil : (.updated, standing(open.state))
        }
    }
}
