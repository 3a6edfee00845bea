/// The text format of Prometheus, version 0.0.4.
///
/// See https://prometheus.io/docs/instrumenting/exposition_formats/. The order is that of names and labels, so that two
/// pages can be compared.
public struct PrometheusExposition: Sendable {
    /// The `Content-Type` of the page.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// The page.
    public let text: String

    init(families: [MetricFamily]) {
        var page = ""
        for family in families.sorted(by: { $0.name < $1.name }) {
            page += "# HELP \(family.name) \(PrometheusExposition.escaped(family.help))\n"
            page += "# TYPE \(family.name) \(family.kind.word)\n"
            let series = family.series.map { (labels: $0.key, text: $0.key.text(), series: $0.value) }
            for entry in series.sorted(by: { $0.text < $1.text }) {
                for sample in entry.series.samples() {
                    let labels = entry.labels.text(upperBound: sample.upperBound)
                    page += "\(family.name)\(sample.suffix)\(labels) \(PrometheusExposition.text(sample.value))\n"
                }
            }
        }
        text = page
    }

    /// A number as Prometheus reads it; whole numbers without a fraction.
    static func text(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: number).map(String.init) ?? "\(number)"
    }

    private static func escaped(_ help: String) -> String {
        var escaped = ""
        for scalar in help.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
