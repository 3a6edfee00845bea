import Foundation
import Spool
import Vitals

/// How far a device's clock was off, and by which time of the gateway that was found out.
struct MeasuredOffset: Sendable, Equatable {
    var offset: ClockOffset
    var reading: ClockReading
    var zone: TimeZone

    /// The offset by the gateway's time as it is known now: it may have stepped, or been found right, since.
    func offset(by now: ClockReading) -> ClockOffset {
        offset.measured(at: reading.now, now: now.instant(atBoot: reading.boot.milliseconds), zone: zone)
    }
}
