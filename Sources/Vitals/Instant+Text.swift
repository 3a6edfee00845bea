extension Instant: CustomStringConvertible {
    /// Reads an RFC 3339 instant: `2026-11-21T08:00:00.000Z`, with up to nine fraction digits, or an offset `+01:00`.
    ///
    /// Digits below a millisecond are dropped. A date that is not in the calendar is refused, and so is a leap second.
    public init?(_ text: String) {
        var reader = TimeTextReader(text)
        guard let date = reader.date(), reader.skip("T"), let time = reader.timeOfDay(),
            let milliseconds = reader.fraction(), let offset = reader.offsetSeconds(), reader.isAtEnd,
            date.isInCalendar, time.isOnClock
        else { return nil }
        let seconds = Int64(date.daysSince1970) * CivilDate.secondsPerDay + Int64(time.secondsSinceMidnight - offset)
        self.init(millisecondsSince1970: seconds * 1000 + Int64(milliseconds))
    }

    /// The RFC 3339 text in UTC with milliseconds: `2026-11-21T08:00:00.000Z`.
    public var description: String {
        let (seconds, milliseconds) = millisecondsSince1970.flooredQuotientAndRemainder(dividingBy: 1000)
        let (days, second) = seconds.flooredQuotientAndRemainder(dividingBy: CivilDate.secondsPerDay)
        var writer = TimeTextWriter()
        writer.append(CivilDate(daysSince1970: Int(days)))
        writer.append("T")
        writer.append(TimeOfDay(secondsSinceMidnight: Int(second)))
        writer.append(".")
        writer.append(Int(milliseconds), digits: 3)
        writer.append("Z")
        return writer.text
    }
}

extension Int64 {
    /// Division that rounds down, with a remainder that is never negative; the divisor is positive.
    func flooredQuotientAndRemainder(dividingBy divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
