import Vitals

/// How far a device's clock was from the gateway's when they were connected.
public struct ClockOffset: Sendable, Equatable {
    /// Seconds to add to the device's time to get the gateway's.
    public var seconds: Int

    /// Below this the device counts as right: reading the clock takes a second or two on a slow link.
    static let toleranceSeconds = 5

    /// Makes an offset.
    public init(seconds: Int) { self.seconds = seconds }

    /// True when the device's clock needs no correction.
    var isNegligible: Bool { abs(seconds) <= ClockOffset.toleranceSeconds }
}
