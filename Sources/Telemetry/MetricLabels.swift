/// The labels of one series, with names as Prometheus allows them, in their order on the page.
struct MetricLabels: Hashable, Sendable {
    /// Histograms have this label for themselves.
    static let bucketLabel = "le"

    private let pairs: [Pair]

    private struct Pair: Hashable {
        let name: String
        let value: String
    }

    /// Of two labels that have the same name, as given or after sanitising, the first counts.
    init(_ dimensions: [(String, String)]) {
        var named: [String: String] = [:]
        for (name, value) in dimensions {
            named[MetricName.sanitizedLabel(name)] = named[MetricName.sanitizedLabel(name)] ?? value
        }
        pairs = named.map { Pair(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name }
    }

    /// The labels in braces, or nothing where there are none.
    func text(upperBound: Double? = nil) -> String {
        var parts = pairs.map { "\($0.name)=\"\(MetricLabels.escaped($0.value))\"" }
        if let upperBound { parts.append("\(MetricLabels.bucketLabel)=\"\(PrometheusExposition.text(upperBound))\"") }
        return parts.isEmpty ? "" : "{\(parts.joined(separator: ","))}"
    }

    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
