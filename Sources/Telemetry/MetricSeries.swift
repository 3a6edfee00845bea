/// The values of one name and set of labels.
protocol MetricSeries: AnyObject, Sendable {
    /// The present values, each with the suffix of its name and the labels that it adds.
    func samples() -> [MetricSample]
}
