import Vitals

/// When the values of one connection were received: each at its arrival, and no two of them at once.
///
/// A value without a time stamp or a number is told from another with the same bytes by its reception alone, so that
/// two that arrive in one millisecond must not have the same.
struct ReceptionTimes {
    /// By how much the system's clock must be set back to be followed; less, and the times go on from the last one.
    ///
    /// Values that arrive faster than one in a millisecond never get as far ahead of the clock.
    static let setBackMilliseconds: Int64 = 60_000

    private var last: Instant?

    /// The time of the next value, which arrived `waited` before `now`.
    mutating func next(now: Instant, waited: Duration) -> Instant {
        let (seconds, attoseconds) = waited.components
        let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
        let arrival = Instant(millisecondsSince1970: now.millisecondsSince1970 - milliseconds)
        let time =
            if let last, (0..<Self.setBackMilliseconds).contains(last.milliseconds(since: arrival)) {
                Instant(millisecondsSince1970: last.millisecondsSince1970 + 1)
            } else {
                arrival
            }
        last = time
        return time
    }
}
