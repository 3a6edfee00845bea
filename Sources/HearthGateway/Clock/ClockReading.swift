import Spool
import Vitals

/// The time as the gateway knows it at one moment.
struct ClockReading: Sendable, Equatable {
    /// On the axis that never steps.
    var boot: BootTime
    /// What to add to that to get the time.
    var offsetMilliseconds: Int64
    /// Who says so; nil while nobody does, and the time is what the clock on the wall happens to show.
    var source: ClockTrust.Source?

    /// Whether the time is known to be right.
    var isTrusted: Bool { source != nil }
    /// The time.
    var now: Instant { instant(atBoot: boot.milliseconds) }

    /// The time at another moment of the same start of the kernel.
    func instant(atBoot milliseconds: Int64) -> Instant {
        Instant(millisecondsSince1970: milliseconds + offsetMilliseconds)
    }
}
