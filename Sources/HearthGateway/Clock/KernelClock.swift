import CTimex
import Foundation
import Vitals

/// The kernel's clocks.
enum KernelClock {
    /// Which start of the kernel this is; it is another one after each.
    static let bootID: String =
        (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
        .trimmingCharacters(in: .whitespacesAndNewlines) ?? "none"

    /// Reads them.
    static func sample() -> ClockSample {
        ClockSample(
            bootMilliseconds: milliseconds(of: CLOCK_BOOTTIME),
            wall: Instant(millisecondsSince1970: milliseconds(of: CLOCK_REALTIME)),
            isSynchronized: isSynchronized
        )
    }

    /// Every program that keeps time (systemd-timesyncd, chrony, ntpd) tells the kernel when it is right, and the
    /// kernel takes that back when it has heard nothing for hours, or somebody sets the clock by hand (adjtimex(2)).
    private static var isSynchronized: Bool { kernel_clock_is_synchronized() }

    private static func milliseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    }
}
