import Foundation
import Spool
import Vitals

extension RawIndication {
    /// The indication as it is to be decoded now that the gateway's clock is right.
    ///
    /// In the start of the kernel in which it was received, the time since then tells when that was. How far the
    /// device's clock was off had been measured by the wrong clock, and is corrected by as much. After another start
    /// nobody knows either.
    ///
    /// - Parameters:
    ///   - reading: The time, which must be right.
    ///   - zone: The household's.
    /// - Returns: The indication with the time that it has now, or without one.
    func placed(at reading: ClockReading, zone: TimeZone) -> RawIndication {
        guard let bootTime, bootTime.bootID == reading.boot.bootID else {
            return with(receivedAt: receivedAt, clock: .unknown, clockOffsetSeconds: nil)
        }
        let actual = reading.instant(atBoot: bootTime.milliseconds)
        let offset = clockOffsetSeconds.map { offset in
            ClockOffset(seconds: offset).measured(at: receivedAt, now: actual, zone: zone).seconds
        }
        return with(receivedAt: actual, clock: .trusted, clockOffsetSeconds: offset)
    }

    private func with(receivedAt: Instant, clock: ReceptionClock, clockOffsetSeconds: Int?) -> RawIndication {
        RawIndication(
            device: device,
            characteristic: characteristic,
            bytes: bytes,
            receivedAt: receivedAt,
            bootTime: bootTime,
            clock: clock,
            clockOffsetSeconds: clockOffsetSeconds,
            needsConfirmation: needsConfirmation,
            facts: facts
        )
    }
}
