import Vitals

/// A limit that a value is beyond: the outermost one.
public struct LimitCrossing: Sendable, Hashable {
    /// Which limit.
    public let name: LimitName
    /// The limit, in the metric's unit.
    public let limit: ExactDecimal
    /// True when the value is beyond what the device can measure, so that nobody knows how far.
    public let isBeyondDevice: Bool

    init(name: LimitName, limit: ExactDecimal, isBeyondDevice: Bool = false) {
        self.name = name
        self.limit = limit
        self.isBeyondDevice = isBeyondDevice
    }

    /// Below the low limits or above the high ones.
    public var side: LimitSide {
        switch name {
        case .alertLow, .warningLow: .low
        case .alertHigh, .warningHigh: .high
        }
    }

    /// High beyond an alert limit or the device's range, otherwise medium.
    public var priority: AlertPriority {
        guard !isBeyondDevice else { return .high }
        return switch name {
        case .alertLow, .alertHigh: .high
        case .warningLow, .warningHigh: .medium
        }
    }
}
