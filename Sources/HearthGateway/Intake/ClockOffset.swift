import Foundation
import Vitals

/// How far a device's clock was from the household's when they were connected.
public struct ClockOffset: Sendable, Equatable {
    /// Seconds to add to what the device's clock shows to get what a clock on the household's wall shows.
    public var seconds: Int

    /// Below this the device counts as right: reading the clock takes a second or two on a slow link.
    static let toleranceSeconds = 5

    /// Makes an offset.
    public init(seconds: Int) { self.seconds = seconds }

    /// Compares a clock that was read just now; nil when it does not know its date.
    init?(deviceTime: DeviceTimestamp, now: Instant, zone: TimeZone) {
        guard let shown = deviceTime.instant(offsetSeconds: 0) else { return nil }
        let onTheWall = now.adding(seconds: Int64(zone.offsetSeconds(at: now)))
        seconds = Int(onTheWall.milliseconds(since: shown) / 1_000)
    }

    /// True when the device's clock needs no correction.
    var isNegligible: Bool { abs(seconds) <= ClockOffset.toleranceSeconds }
}

extension DeviceTimestamp {
    /// The instant at which a clock that is this far ahead of UTC shows the time; nil when the date is unknown.
    func instant(offsetSeconds: Int) -> Instant? {
        resolve(in: .gmt)?.instant().adding(seconds: Int64(-offsetSeconds))
    }
}

extension TimeZone {
    /// How far the zone is ahead of UTC at an instant.
    func offsetSeconds(at instant: Instant) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.millisecondsSince1970) / 1_000))
    }
}
