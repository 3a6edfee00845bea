/// The fixed upper bounds of histograms, so that every process and every release can be added up.
enum HistogramBuckets: Sendable {
    /// Times, in seconds: from a request that is answered out of memory to one that nobody waits for any more.
    case seconds
    /// Sizes and counts: from one reading to a large body in bytes.
    case values

    private static let secondsBounds = [
        0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
    ]
    private static let valuesBounds: [Double] = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 1_000_000, 10_000_000,
    ]

    /// The bounds in rising order; a value above the last counts in `+Inf` only.
    var upperBounds: [Double] {
        switch self {
        case .seconds: HistogramBuckets.secondsBounds
        case .values: HistogramBuckets.valuesBounds
        }
    }
}
