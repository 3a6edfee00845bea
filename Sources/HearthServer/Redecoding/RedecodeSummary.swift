import GATT

/// What decoding stored bytes once more came to.
public struct RedecodeSummary: Equatable, Sendable {
    /// Measurements that were looked at.
    public private(set) var total = 0
    /// Those that say what is stored.
    public private(set) var same = 0
    /// Those that say something else.
    public private(set) var changed = 0
    /// Those of them that were corrected.
    public internal(set) var corrected = 0
    /// Those that a person has given another value, which stays.
    public private(set) var correctedByPerson = 0
    /// Those that a person has to look at, by what they ask.
    public private(set) var forPerson: [String: Int] = [:]
    /// Those whose stored bytes do not say it, by why.
    public private(set) var impossible: [String: Int] = [:]

    mutating func count(_ redecoding: Redecoding) {
        total += 1
        switch redecoding {
        case .same: same += 1
        case .changed: changed += 1
        case .correctedByPerson: correctedByPerson += 1
        case .forPerson(let question): forPerson[question.rawValue, default: 0] += 1
        case .impossible(let obstacle): impossible[obstacle.rawValue, default: 0] += 1
        }
    }

    /// The summary in lines.
    public var lines: [String] {
        [
            "looked at: \(total)", "the same: \(same)", "would change: \(changed - corrected)",
            "corrected: \(corrected)",
            "kept as a person corrected them: \(correctedByPerson)",
        ] + RedecodeSummary.lines("for a person", forPerson) + RedecodeSummary.lines("not redecodable", impossible)
    }

    private static func lines(_ what: String, _ counts: [String: Int]) -> [String] {
        counts.sorted { $0.key < $1.key }.map { "\(what), \($0.key): \($0.value)" }
    }
}
