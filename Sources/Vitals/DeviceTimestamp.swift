/// What a device's clock showed: a local date and time without a zone, exactly as the device sent it.
///
/// Zero in year, month or day means that the device does not know it (GATT Date Time, 0x2A08). Keep it as evidence; use
/// `resolve(in:)` to place it in a household's time zone.
public struct DeviceTimestamp: Sendable, Hashable {
    let date: CivilDate
    let time: TimeOfDay

    /// The year; 0 when the device does not know it.
    public var year: Int { date.year }
    /// The month, 1 to 12; 0 when the device does not know it.
    public var month: Int { date.month }
    /// The day of the month; 0 when the device does not know it.
    public var day: Int { date.day }
    /// The hour, 0 to 23.
    public var hour: Int { time.hour }
    /// The minute, 0 to 59.
    public var minute: Int { time.minute }
    /// The second, 0 to 59.
    public var second: Int { time.second }

    /// Takes the parts as the device sent them; nil when no clock shows such a time, as 31 February or 25:00.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        self.init(
            date: CivilDate(year: year, month: month, day: day),
            time: TimeOfDay(hour: hour, minute: minute, second: second)
        )
    }

    init?(date: CivilDate, time: TimeOfDay) {
        let parts = (0...9999).contains(date.year) && (0...12).contains(date.month) && (0...31).contains(date.day)
        let isUnknown = date.year == 0 || date.month == 0 || date.day == 0
        guard parts, isUnknown || date.isInCalendar, time.isOnClock else { return nil }
        self.date = date
        self.time = time
    }

    /// Whether year, month and day are all known: only such a time stamp can be placed in time.
    public var isKnown: Bool { date.year != 0 && date.month != 0 && date.day != 0 }
}

extension DeviceTimestamp: CustomStringConvertible {
    /// Reads `2024-06-15T17:17:27`; unknown parts are zeros.
    public init?(_ text: String) {
        var reader = TimeTextReader(text)
        guard let date = reader.date(), reader.skip("T"), let time = reader.timeOfDay(), reader.isAtEnd else {
            return nil
        }
        self.init(date: date, time: time)
    }

    /// `2024-06-15T17:17:27`, without a zone.
    public var description: String {
        var writer = TimeTextWriter()
        writer.append(date)
        writer.append("T")
        writer.append(time)
        return writer.text
    }
}
