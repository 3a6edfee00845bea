/// How the deteriorating patient gets worse, round by round of measuring.
///
/// However short the demo is, the worst is reached before its end.
struct Decline: Sendable, Equatable {
    /// Rounds in which the patient is still well.
    private let wellRounds: Int
    /// Rounds from the first signs to the worst.
    private let steps: Int

    /// Rounds of a demo without an end: enough to see the patient well first.
    private static let standardRounds = 7

    /// Plans the decline.
    ///
    /// - Parameter rounds: The rounds that will be measured; nil when nobody has said when to stop.
    init(rounds: Int?) {
        let rounds = max(1, min(rounds ?? Decline.standardRounds, Decline.standardRounds))
        wellRounds = rounds / 3
        steps = max(1, rounds - wellRounds - 1)
    }

    /// 0 when the patient is well in this round, 1 at the worst.
    func level(round: Int) -> Double {
        min(max(Double(round - wellRounds + 1) / Double(steps), 0), 1)
    }
}
