import Vitals

/// Why limits or a policy cannot be used.
public enum LimitError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two limits are equal or in the wrong order.
    case notAscending(lower: LimitName, upper: LimitName)
    /// No plausible reading could ever reach the limit.
    case implausible(LimitName, Metric)
    /// The hysteresis is negative.
    case negativeHysteresis
    /// The number of consecutive readings is not 1 to `RulePolicy.maximumReadings`.
    case consecutiveReadingsOutOfRange

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .notAscending: "limits.not-ascending"
        case .implausible: "limits.implausible"
        case .negativeHysteresis: "limits.negative-hysteresis"
        case .consecutiveReadingsOutOfRange: "limits.consecutive-readings-out-of-range"
        }
    }

    /// Safe to log: it names limits, never their values.
    public var description: String {
        switch self {
        case .notAscending(let lower, let upper): "\(code): \(lower.rawValue) must be below \(upper.rawValue)"
        case .implausible(let name, let metric): "\(code): no \(metric.rawValue) can reach \(name.rawValue)"
        case .negativeHysteresis: code
        case .consecutiveReadingsOutOfRange: "\(code): 1 to \(RulePolicy.maximumReadings)"
        }
    }
}
