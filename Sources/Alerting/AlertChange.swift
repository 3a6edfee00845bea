/// What happens to an alert; the raw values are stored and go over the wire.
public enum AlertChange: String, Sendable, Hashable, CaseIterable {
    /// A new alert.
    case raised
    /// A reading beyond a limit joins an active alert.
    case updated
    /// The condition is back before anyone acknowledged that it had been there.
    case reactivated
    /// The alert is more urgent than before; an acknowledged one is unacknowledged again.
    case priorityRose = "priority-rose"
    /// The opposite limit is crossed: another danger, so that an acknowledged alert is unacknowledged again.
    case oppositeLimitCrossed = "opposite-limit-crossed"
    /// The values are back within the limits; an acknowledged alert is cleared by it.
    case returnedToNormal = "returned-to-normal"
    /// A person has acknowledged the alert; one that had returned to normal is cleared by it.
    case acknowledged
    /// A person has closed the alert.
    case resolved

    /// Whether people have to be told: there is something that nobody has acknowledged yet.
    public var demandsAttention: Bool {
        switch self {
        case .raised, .reactivated, .priorityRose, .oppositeLimitCrossed: true
        case .updated, .returnedToNormal, .acknowledged, .resolved: false
        }
    }
}
