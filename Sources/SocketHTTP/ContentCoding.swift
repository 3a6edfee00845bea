import HTTPTypes

/// Which content codings a message has or its client takes (RFC 9110 sections 8.4 and 12.5.3).
enum ContentCoding {
    private static let gzipNames: Set<String> = ["gzip", "x-gzip"]

    /// True for a body in gzip, false for one without a coding.
    ///
    /// - Throws: 415 with `Accept-Encoding` for every other coding, and for several.
    static func isGzip(_ fields: HTTPFields) throws(RequestRejection) -> Bool {
        let values = fields[values: .contentEncoding]
        guard !values.isEmpty else { return false }
        guard values.count == 1, gzipNames.contains(values[0].lowercased()) else { throw .unsupportedCoding }
        return true
    }

    /// True when the client takes gzip, and no less gladly than the plain bytes.
    static func takesGzip(_ fields: HTTPFields) -> Bool {
        var gzip: Double?
        var identity: Double?
        var others: Double?
        for item in fields[values: .acceptEncoding].joined(separator: ",").lowercased().split(separator: ",") {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = parts.first else { continue }
            let weight = weight(parts.dropFirst())
            if gzipNames.contains(name) { gzip = max(gzip ?? 0, weight) }
            if name == "identity" { identity = weight }
            if name == "*" { others = weight }
        }
        guard let wish = gzip ?? others, wish > 0 else { return false }
        return wish >= identity ?? 0
    }

    /// The `q` among parameters; what is no number refuses.
    private static func weight(_ parameters: ArraySlice<String>) -> Double {
        guard let weight = parameters.first(where: { $0.hasPrefix("q=") }) else { return 1 }
        guard let number = Double(weight.dropFirst(2)), (0...1).contains(number) else { return 0 }
        return number
    }
}
