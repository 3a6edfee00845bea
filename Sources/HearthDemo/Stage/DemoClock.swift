import Foundation
import Vitals

/// The clock of the demo's devices: the machine's time in the household's zone.
enum DemoClock {
    /// The zone of every household of the demo; one with daylight-saving time.
    static let zone = TimeZone(identifier: "Europe/Copenhagen") ?? .gmt

    /// What a device's clock shows now.
    @Sendable static func deviceTime() -> DeviceTimestamp { deviceTime(at: Date()) }

    /// What a device's clock showed at an instant.
    static func deviceTime(at date: Date) -> DeviceTimestamp {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
        let time = DeviceTimestamp(
            year: parts.year ?? 0,
            month: parts.month ?? 0,
            day: parts.day ?? 0,
            hour: parts.hour ?? 0,
            minute: parts.minute ?? 0,
            second: parts.second ?? 0
        )
        guard let time else { preconditionFailure("a calendar's parts are a time") }
        return time
    }
}
