import Foundation

/// A point on the kernel's monotonic clock, in nanoseconds; it never steps.
struct MonotonicTime: Comparable, Sendable {
    var nanoseconds: Int64

    static func now() -> MonotonicTime {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return MonotonicTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    func advanced(by duration: Duration) -> MonotonicTime {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, sumOverflow) = nanoseconds.addingReportingOverflow(overflow ? .max : whole)
        return MonotonicTime(nanoseconds: sumOverflow ? .max : sum &+ attoseconds / 1_000_000_000)
    }

    func distance(from other: MonotonicTime) -> Duration { .nanoseconds(max(0, nanoseconds - other.nanoseconds)) }

    static func < (left: MonotonicTime, right: MonotonicTime) -> Bool { left.nanoseconds < right.nanoseconds }
}
