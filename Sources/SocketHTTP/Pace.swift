/// How much longer a peer may keep us waiting: every byte that it has sent or taken earns it some time.
///
/// Only the time that was spent waiting is spent, so a slow handler is not held against its client; and no more can be
/// earned than there was at first, so a fast beginning (the kernel takes megabytes of an answer at once) buys nothing.
struct Pace {
    private let allowance: Duration
    private let bytesPerSecond: Int
    /// What is left; not positive when it is used up.
    private(set) var left: Duration

    init(allowance: Duration, bytesPerSecond: Int) {
        precondition(bytesPerSecond > 0, "a least rate is positive")
        self.allowance = allowance
        self.bytesPerSecond = bytesPerSecond
        left = allowance
    }

    mutating func moved(_ count: Int) {
        let (seconds, rest) = count.quotientAndRemainder(dividingBy: bytesPerSecond)
        left += .seconds(seconds) + .nanoseconds(Int64(rest) * 1_000_000_000 / Int64(bytesPerSecond))
        left = min(left, allowance)
    }

    mutating func waited(_ duration: Duration) { left -= duration }
}
