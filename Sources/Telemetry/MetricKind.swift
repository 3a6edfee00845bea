/// What a name stands for.
enum MetricKind: Equatable, Sendable {
    case counter
    case gauge
    case histogram(HistogramBuckets)

    /// The word behind `# TYPE`.
    var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    func makeSeries() -> any MetricSeries {
        switch self {
        case .counter, .gauge: NumberSeries()
        case .histogram(let buckets): HistogramSeries(buckets)
        }
    }
}
