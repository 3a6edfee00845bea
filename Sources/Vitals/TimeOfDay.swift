/// A time on a 24-hour clock.
struct TimeOfDay: Sendable, Hashable, CustomStringConvertible {
    let hour: Int
    let minute: Int
    let second: Int

    init(hour: Int, minute: Int, second: Int) {
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    init(secondsSinceMidnight seconds: Int) {
        self.init(hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60)
    }

    var secondsSinceMidnight: Int { hour * 3600 + minute * 60 + second }

    /// Whether a clock shows it; there is no 24:00 and no leap second.
    var isOnClock: Bool { (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second) }

    /// `17:17:27`.
    var description: String {
        var writer = TimeTextWriter()
        writer.append(self)
        return writer.text
    }
}
