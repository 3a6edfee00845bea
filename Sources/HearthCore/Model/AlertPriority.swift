/// How urgent an alert is.
public enum AlertPriority: String, Sendable, Hashable, CaseIterable {
    /// To be known.
    case low
    /// A warning limit: look today.
    case medium
    /// An alert limit: look now.
    case high
}
