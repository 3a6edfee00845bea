import CEpoll
import Foundation

/// The kernel's monotonic clock, as plain nanoseconds: it is read twice for each request.
enum MonotonicClock {
    static func now() -> UInt64 { nanoseconds(of: CLOCK_MONOTONIC) }

    /// What this process has used of the processors so far.
    static func processorTime() -> UInt64 { nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID) }

    private static func nanoseconds(of clock: clockid_t) -> UInt64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
