import Spool

/// When the values of one connection were received: each at its arrival, and no two of them at once.
///
/// A value without a time stamp or a number is told from another with the same bytes by its reception alone, so that
/// two that arrive in one millisecond must not have the same. The times are on the axis that never steps; values that
/// arrive faster than one in a millisecond never get far ahead of it.
struct ReceptionTimes {
    private var last: Int64?

    /// The time of the next value, which arrived `waited` before `now`.
    mutating func next(now: BootTime, waited: Duration) -> BootTime {
        let (seconds, attoseconds) = waited.components
        let arrival = now.milliseconds - seconds * 1_000 - attoseconds / 1_000_000_000_000_000
        let time = max(arrival, last.map { $0 + 1 } ?? arrival)
        last = time
        return BootTime(bootID: now.bootID, milliseconds: time)
    }
}
