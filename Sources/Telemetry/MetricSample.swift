/// One line of the exposition, without its family's name and its series' labels.
struct MetricSample: Sendable, Equatable {
    var suffix = ""
    /// The upper bound of a histogram's bucket.
    var upperBound: Double?
    var value: Double
}
