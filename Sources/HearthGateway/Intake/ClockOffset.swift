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
        let onTheWall = zone.onTheWall(at: now)
        seconds = Int(onTheWall.milliseconds(since: shown) / 1_000)
    }

    /// The same offset as a clock measures it that shows `now` where the one that it was measured by showed `shown`.
    func measured(at shown: Instant, now: Instant, zone: TimeZone) -> ClockOffset {
        let zoneChange = zone.offsetSeconds(at: now) - zone.offsetSeconds(at: shown)
        return ClockOffset(seconds: seconds + Int(now.milliseconds(since: shown) / 1_000) + zoneChange)
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
    /// What a clock on a wall in the zone shows at an instant, as if it were in UTC.
    fileprivate func onTheWall(at instant: Instant) -> Instant {
        instant.adding(seconds: Int64(offsetSeconds(at: instant)))
    }

    /// What a clock on a wall in the zone shows at an instant; nil before 1970 and after 2106.
    func localTime(at instant: Instant) -> DeviceTimestamp? {
        UInt32(exactly: onTheWall(at: instant).millisecondsSince1970 / 1_000).flatMap {
            DeviceTimestamp(seconds: $0, sinceYear: 1970)
        }
    }

    /// How far the zone is ahead of UTC at an instant.
    func offsetSeconds(at instant: Instant) -> Int {
        secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.millisecondsSince1970) / 1_000))
    }
}
