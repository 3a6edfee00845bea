extension DeviceTimestamp {
    /// The time that a clock shows which was put forward by that many minutes, or back when negative.
    ///
    /// - Parameter minutes: How far the clock is put forward.
    /// - Returns: The time; nil when the date is unknown or the result is outside the years 1 to 9999.
    public func adding(minutes: Int) -> DeviceTimestamp? {
        guard isKnown else { return nil }
        let (seconds, overflow) = minutes.multipliedReportingOverflow(by: 60)
        return overflow ? nil : adding(seconds: Int64(seconds))
    }

    /// The time that a clock shows which has counted that many seconds since midnight of a first day; nil when it is
    /// outside the years 1 to 9999.
    ///
    /// - Parameters:
    ///   - seconds: What the clock has counted.
    ///   - year: The year on whose first of January the count began.
    public init?(seconds: UInt32, sinceYear year: Int) {
        let start = DeviceTimestamp(year: year, month: 1, day: 1, hour: 0, minute: 0, second: 0)
        guard let start, start.isKnown, let time = start.adding(seconds: Int64(seconds)) else { return nil }
        self = time
    }

    /// How many seconds a clock has counted since midnight of a first day when it shows this time.
    ///
    /// - Parameter year: The year on whose first of January the count began.
    /// - Returns: The seconds, negative before that day; nil when the date is unknown.
    public func seconds(sinceYear year: Int) -> Int64? {
        guard isKnown else { return nil }
        let days = date.daysSince1970 - CivilDate(year: year, month: 1, day: 1).daysSince1970
        return Int64(days) * CivilDate.secondsPerDay + Int64(time.secondsSinceMidnight)
    }

    private func adding(seconds: Int64) -> DeviceTimestamp? {
        let (total, overflow) =
            (Int64(date.daysSince1970) * CivilDate.secondsPerDay + Int64(time.secondsSinceMidnight))
            .addingReportingOverflow(seconds)
        guard !overflow, Self.secondsOfYears.contains(total) else { return nil }
        let day = total >= 0 ? total / CivilDate.secondsPerDay : ~(~total / CivilDate.secondsPerDay)
        let ofDay = Int(total - day * CivilDate.secondsPerDay)
        return DeviceTimestamp(
            date: CivilDate(daysSince1970: Int(day)),
            time: TimeOfDay(secondsSinceMidnight: ofDay)
        )
    }

    /// The years 1 to 9999, in seconds since 1970.
    private static let secondsOfYears: Range<Int64> =
        Int64(CivilDate(year: 1, month: 1, day: 1).daysSince1970) * CivilDate.secondsPerDay..<Int64(
            CivilDate(year: 10_000, month: 1, day: 1).daysSince1970
        ) * CivilDate.secondsPerDay
}
