/// Where an alert is in its life (ISA-18.2); the raw values are stored and go over the wire.
public enum AlertState: String, Sendable, Hashable, CaseIterable {
    /// The condition stands and nobody has acknowledged it.
    case activeUnacknowledged = "active-unacknowledged"
    /// The condition stands and someone has acknowledged it.
    case activeAcknowledged = "active-acknowledged"
    /// The condition is over, and nobody has acknowledged that it was.
    case returnedUnacknowledged = "returned-unacknowledged"
    /// The alert is over: resolved by a person, or acknowledged and returned to normal.
    case cleared

    /// Whether the alert is open: a patient has at most one open alert of a rule.
    public var isOpen: Bool { self != .cleared }
    /// Whether the condition stands.
    public var isActive: Bool { self == .activeUnacknowledged || self == .activeAcknowledged }
}
