/// A content type that Hearth reads or writes.
enum MediaType: String, Sendable {
    case json = "application/json"
    case mergePatch = "application/merge-patch+json"
    case problem = "application/problem+json"
    case yaml = "application/yaml"
    case eventStream = "text/event-stream"
    case prometheus = "text/plain"

    /// The value of the `Content-Type` field.
    var fieldValue: String {
        switch self {
        case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
        default: rawValue
        }
    }

    /// Whether a `Content-Type` names this type, in UTF-8 (RFC 9110 section 8.3).
    func matches(contentType: String) -> Bool {
        let parts = contentType.lowercased().split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
        guard parts.first == rawValue[...] else { return false }
        return parts.dropFirst().allSatisfy { parameter in
            guard parameter.hasPrefix("charset=") else { return true }
            return parameter == "charset=utf-8" || parameter == "charset=\"utf-8\""
        }
    }

    /// Whether an `Accept` field allows this type; the most specific range decides (RFC 9110 section 12.5.1).
    func isAcceptable(to accept: String) -> Bool {
        let group = rawValue.prefix { $0 != "/" }
        var best = (specificity: 0, isAllowed: false)
        for range in accept.lowercased().split(separator: ",") {
            let parts = range.split(separator: ";", omittingEmptySubsequences: false).map(\.trimmed)
            let specificity =
                switch parts.first {
                case rawValue[...]: 3
                case "\(group)/*": 2
                case "*/*": 1
                default: 0
                }
            guard specificity > best.specificity else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2)
            best = (specificity, weight.flatMap { Double($0) } != 0)
        }
        return best.isAllowed
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let front = drop(while: isSpace)
        guard let last = front.lastIndex(where: { !isSpace($0) }) else { return front }
        return front[...last]
    }
}
