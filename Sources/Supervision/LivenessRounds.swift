/// Which checks have been asked, and which have answered: decides whether the program may be called alive.
struct LivenessRounds: Sendable, Equatable {
    /// What to do at a turn.
    struct Turn: Sendable, Equatable {
        /// All that were asked at the turn before have answered that they are alive.
        var isAlive: Bool
        /// The checks to ask now; one that has not answered is not asked again.
        var asked: [Int]
        /// Those that have not answered, or said no.
        var stuck: [Int]
    }

    private enum State { case asked, alive, notAlive }
    private var states: [State]

    /// Begins with all checks answered: the program has just been started.
    init(count: Int) { states = Array(repeating: .alive, count: count) }

    /// Takes an answer.
    mutating func answered(_ check: Int, isAlive: Bool) { states[check] = isAlive ? .alive : .notAlive }

    /// Judges the turn before, and begins the next.
    mutating func turn() -> Turn {
        let stuck = states.indices.filter { states[$0] != .alive }
        let asked = states.indices.filter { states[$0] != .asked }
        for check in asked { states[check] = .asked }
        return Turn(isAlive: stuck.isEmpty, asked: asked, stuck: stuck)
    }
}
