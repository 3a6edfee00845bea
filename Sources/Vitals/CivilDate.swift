/// A day in the proleptic Gregorian calendar; zero stands for a part that is not known.
struct CivilDate: Sendable, Hashable, CustomStringConvertible {
    static let secondsPerDay: Int64 = 86_400

    let year: Int
    let month: Int
    let day: Int

    init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Counts from 1 March 0000 in eras of 400 years, so that the leap day is the last of its year.
    init(daysSince1970 days: Int) {
        let shifted = days + Self.daysFromMarch0000To1970
        let era = (shifted >= 0 ? shifted : shifted - (Self.daysPerEra - 1)) / Self.daysPerEra
        let dayOfEra = shifted - era * Self.daysPerEra
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    private static let daysPerEra = 146_097
    private static let daysFromMarch0000To1970 = 719_468

    /// The days since 1970-01-01; only meaningful in the calendar.
    var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.daysPerEra + dayOfEra - Self.daysFromMarch0000To1970
    }

    /// Whether there is such a day.
    var isInCalendar: Bool {
        (0...9999).contains(year) && (1...12).contains(month) && day >= 1
            && CivilDate(daysSince1970: daysSince1970) == self
    }

    /// `2024-06-15`.
    var description: String {
        var writer = TimeTextWriter()
        writer.append(self)
        return writer.text
    }
}
