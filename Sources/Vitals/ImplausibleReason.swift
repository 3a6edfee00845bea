/// Why a measurement cannot be of a living person; it is quarantined for someone to look at, never dropped.
public enum ImplausibleReason: Sendable, Hashable, CustomStringConvertible {
    /// The number is below what is survived or what devices measure.
    case tooLow(Metric)
    /// The number is above what is survived or what devices measure.
    case tooHigh(Metric)
    /// The systolic pressure is not above the diastolic: they have been swapped or misread.
    case systolicNotAboveDiastolic

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .tooLow: "implausible.too-low"
        case .tooHigh: "implausible.too-high"
        case .systolicNotAboveDiastolic: "implausible.systolic-not-above-diastolic"
        }
    }

    /// Safe to log: it names metrics, never a value.
    public var description: String {
        switch self {
        case .tooLow(let metric), .tooHigh(let metric): "\(code): \(metric.rawValue)"
        case .systolicNotAboveDiastolic: code
        }
    }
}
