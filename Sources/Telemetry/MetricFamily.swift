/// All series of one name.
struct MetricFamily: Sendable {
    let name: String
    let help: String
    let kind: MetricKind
    var series: [MetricLabels: any MetricSeries] = [:]
}
