/// On which side of the normal band a value or a limit lies.
public enum LimitSide: String, Sendable, Hashable, CaseIterable {
    /// Below the low limits.
    case low
    /// Above the high limits.
    case high
}
