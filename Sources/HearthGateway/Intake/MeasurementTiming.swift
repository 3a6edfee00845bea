import Foundation
import Vitals

/// When a measurement took place, as well as it can be known, and how that was found out.
///
/// The device's clock is evidence, not truth. What it said is kept beside the result, and nothing is guessed: a time
/// that cannot be right (a clock that was never set, a time that is still to come) goes to the server as it is, which
/// keeps it for a person to look at.
struct MeasurementTiming: Equatable {
    /// The best instant.
    var effectiveAt: Instant
    /// How it came from the device's time.
    var correction: TimeCorrection

    /// Decides.
    ///
    /// - Parameters:
    ///   - deviceTime: What the device's clock showed; nil or unknown when it did not say.
    ///   - clockOffset: How far that clock was off at connection; nil when it could not be read.
    ///   - receivedAt: When the gateway received the measurement.
    ///   - zone: The zone to which the household's devices are set.
    init(deviceTime: DeviceTimestamp?, clockOffset: ClockOffset?, receivedAt: Instant, zone: TimeZone) {
        guard let resolution = deviceTime?.resolve(in: zone) else {
            effectiveAt = receivedAt
            correction = TimeCorrection(reason: .receptionTime)
            return
        }
        let offset = clockOffset.flatMap { $0.isNegligible ? nil : $0 }
        let seconds = offset?.seconds ?? 0
        let instant = resolution.instant(near: receivedAt.adding(seconds: Int64(-seconds)))
        effectiveAt = instant.adding(seconds: Int64(seconds))
        if offset != nil {
            correction = TimeCorrection(reason: .deviceClockOffset, offsetSeconds: seconds)
        } else {
            correction = TimeCorrection(reason: MeasurementTiming.reason(resolution))
        }
    }

    private static func reason(_ resolution: LocalTimeResolution) -> TimeCorrection.Reason {
        switch resolution {
        case .once: .none
        case .fold: .daylightSavingFold
        case .gap: .daylightSavingGap
        }
    }
}
