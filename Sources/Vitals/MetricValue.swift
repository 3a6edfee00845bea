/// One metric of a measurement with its value.
public struct MetricValue: Sendable, Hashable {
    /// The metric.
    public let metric: Metric
    /// Its value, in the measurement's unit.
    public let value: MeasuredValue

    /// Pairs a metric with its value.
    public init(metric: Metric, value: MeasuredValue) {
        self.metric = metric
        self.value = value
    }
}
