/// What happens to an alert; the raw values are stored and go over the wire.
public enum AlertChange: String, Sendable, Hashable, CaseIterable {
    /// A new alert.
    case raised
    /// A reading beyond a limit joins an active alert.
    case updated
    /// The condition is back before anyone acknowledged that it had been there, or had never gone by a correction.
    case reactivated
    /// The alert is more urgent than before; an acknowledged one is unacknowledged again.
    case priorityRose = "priority-rose"
    /// The opposite limit is crossed: another danger, so that an acknowledged alert is unacknowledged again.
    case oppositeLimitCrossed = "opposite-limit-crossed"
    /// The values are back within the limits, or were never beyond by their correction; an acknowledged alert is
    /// cleared.
    case returnedToNormal = "returned-to-normal"
    /// A reading that fired the alert was corrected or withdrawn, and its state is the same as before.
    case corrected
    /// A person has acknowledged the alert; one that had returned to normal is cleared by it.
    case acknowledged
    /// A person has closed the alert.
    case resolved

    /// Whether people have to be told: there is something that nobody has acknowledged yet.
    public var demandsAttention: Bool {
        switch self {
        case .raised, .reactivated, .priorityRose, .oppositeLimitCrossed: true
        case .updated, .returnedToNormal, .corrected, .acknowledged, .resolved: false
        }
    }
}
