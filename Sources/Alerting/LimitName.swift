/// The four limits of a metric, from the lowest to the highest; the raw values go over the wire.
public enum LimitName: String, Sendable, Hashable, CaseIterable {
    /// Below it the alert has high priority.
    case alertLow = "alert-low"
    /// Below it the alert has medium priority.
    case warningLow = "warning-low"
    /// Above it the alert has medium priority.
    case warningHigh = "warning-high"
    /// Above it the alert has high priority.
    case alertHigh = "alert-high"
}
