import Foundation
import Vitals

extension Instant {
    /// This moment, by the system's clock.
    static var now: Instant { Instant(millisecondsSince1970: Int64(Date().timeIntervalSince1970 * 1000)) }

    /// What a clock shows that is set to a zone so many hours ahead of UTC.
    func shownByClock(hoursAhead: Int64 = 0) -> DeviceTimestamp {
        let text = adding(seconds: hoursAhead * 3600).description.prefix("2026-11-21T08:00:00".count)
        guard let timestamp = DeviceTimestamp(String(text)) else { preconditionFailure("\(text) is on every clock") }
        return timestamp
    }
}
