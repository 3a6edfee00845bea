import Vitals

/// A limit that a value is beyond: the outermost one.
public struct LimitCrossing: Sendable, Hashable {
    /// Which limit.
    public let name: LimitName
    /// The limit, in the metric's unit.
    public let limit: ExactDecimal

    /// Below the low limits or above the high ones.
    public var side: LimitSide {
        switch name {
        case .alertLow, .warningLow: .low
        case .alertHigh, .warningHigh: .high
        }
    }

    /// High beyond an alert limit, medium beyond a warning limit.
    public var priority: AlertPriority {
        switch name {
        case .alertLow, .alertHigh: .high
        case .warningLow, .warningHigh: .medium
        }
    }
}
