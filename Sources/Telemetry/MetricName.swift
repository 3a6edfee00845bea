/// Names as Prometheus allows them.
enum MetricName {
    /// A metric's name: what is not allowed becomes `_`, and the ending says kind and unit (`_total`, `_seconds`).
    static func sanitized(_ label: String, kind: MetricKind) -> String {
        let name = sanitized(label, allowsColon: true)
        let ending =
            switch kind {
            case .counter: "_total"
            case .histogram(.seconds): "_seconds"
            case .gauge, .histogram(.values): ""
            }
        return name.hasSuffix(ending) ? name : name + ending
    }

    /// A label's name; those that Prometheus keeps for itself get an underscore behind or lose theirs in front.
    static func sanitizedLabel(_ label: String) -> String {
        let name = sanitized(label, allowsColon: false)
        if name == MetricLabels.bucketLabel { return "\(name)_" }
        return name.hasPrefix("__") ? "_\(name.drop { $0 == "_" })" : name
    }

    private static func sanitized(_ label: String, allowsColon: Bool) -> String {
        var name = ""
        for scalar in label.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "_": name.unicodeScalars.append(scalar)
            case "0"..."9":
                if name.isEmpty { name = "_" }
                name.unicodeScalars.append(scalar)
            case ":" where allowsColon: name.unicodeScalars.append(scalar)
            default: name += "_"
            }
        }
        return name.isEmpty ? "_" : name
    }
}
