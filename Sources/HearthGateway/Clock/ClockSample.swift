import Vitals

/// What the kernel's clocks show at one moment.
struct ClockSample: Sendable, Equatable {
    /// Milliseconds since the kernel's start, suspended time included (CLOCK_BOOTTIME); they never step.
    var bootMilliseconds: Int64
    /// The clock on the wall (CLOCK_REALTIME); it may start in 1970, and step.
    var wall: Instant
    /// Whether the kernel says that somebody keeps that clock right (NTP).
    var isSynchronized: Bool

    /// What to add to the one to get the other; it changes only when the clock steps.
    var offsetMilliseconds: Int64 { wall.millisecondsSince1970 - bootMilliseconds }
}
