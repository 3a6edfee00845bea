/// Growing pauses between attempts, each shortened at random by up to a half so that many who fail together do not
/// return together.
struct Backoff {
    private static let shortest = 0.5
    private static let growth = 2

    private var pause: Duration
    private let maximum: Duration

    init(initial: Duration, maximum: Duration) {
        pause = initial
        self.maximum = maximum
    }

    mutating func next() -> Duration {
        defer { pause = min(pause * Backoff.growth, maximum) }
        return pause * Double.random(in: Backoff.shortest...1)
    }
}
