/// How urgent an alert is (IEC 60601-1-8); the raw values are stored and go over the wire.
public enum AlertPriority: String, Sendable, Hashable, CaseIterable, Comparable {
    /// A value is beyond a warning limit: someone should look today.
    case medium
    /// A value is beyond an alert limit: someone should act now.
    case high

    /// Less urgent comes first.
    public static func < (left: AlertPriority, right: AlertPriority) -> Bool { left == .medium && right == .high }
}
