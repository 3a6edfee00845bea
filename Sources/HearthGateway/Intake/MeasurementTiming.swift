import Foundation
import ReadingExchange
import Vitals

/// When a measurement took place, as well as it can be known, and how that was found out.
///
/// The device's clock is evidence, not truth. What it said is kept beside the result, and nothing is guessed: a time
/// that cannot be right (a clock that was never set, a time that is still to come) goes to the server as it is, which
/// keeps it for a person to look at.
///
/// A clock that is right is kept so by somebody who also puts it forward and back, so that the zone says what its times
/// mean. A clock that is off is left alone: it has counted on from its setting, through every change of daylight-saving
/// time, so that all its times are off by as much as it was at connection. To place those in the zone one by one would
/// swap readings on either side of a change.
struct MeasurementTiming: Equatable {
    /// The best instant.
    var effectiveAt: Instant
    /// How it came from the device's time.
    var correction: TimeCorrection

    /// A measurement that is received sooner counts as live: half of the hour that happens twice, so that its reception
    /// tells which of the two it was.
    private static let liveMilliseconds = 30 * 60 * 1_000

    /// Decides.
    ///
    /// - Parameters:
    ///   - deviceTime: What the device's clock showed; nil or unknown when it did not say.
    ///   - clockOffset: How far that clock was off at connection; nil when it could not be read.
    ///   - receivedAt: When the gateway received the measurement.
    ///   - zone: The zone to which the household's devices are set.
    ///   - notBefore: When the measurement took place that the device sent before this one; devices send the oldest
    ///     first.
    init(
        deviceTime: DeviceTimestamp?,
        clockOffset: ClockOffset?,
        receivedAt: Instant,
        zone: TimeZone,
        notBefore: Instant? = nil
    ) {
        guard let deviceTime, let resolution = deviceTime.resolve(in: zone) else {
            effectiveAt = receivedAt
            correction = TimeCorrection(reason: .receptionTime)
            return
        }
        let wallOffset = zone.offsetSeconds(at: receivedAt)
        if let clockOffset, !clockOffset.isNegligible,
            let instant = deviceTime.instant(offsetSeconds: wallOffset - clockOffset.seconds),
            // Corrected to before the year 1, it could not be sent.
            SubmissionLimits.instants.contains(instant)
        {
            effectiveAt = instant
            correction = TimeCorrection(reason: .deviceClockOffset, offsetSeconds: clockOffset.seconds)
        } else {
            let isLive = resolution.candidates.contains {
                receivedAt.milliseconds(since: $0).magnitude < MeasurementTiming.liveMilliseconds
            }
            effectiveAt =
                isLive ? resolution.instant(near: receivedAt) : resolution.instant(notBefore: notBefore)
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

extension LocalTimeResolution {
    /// The instants that it may be.
    fileprivate var candidates: [Instant] {
        switch self {
        case .once(let instant), .gap(let instant): [instant]
        case .fold(let earlier, let later): [earlier, later]
        }
    }
}
