/// Writes instants as the API wants them, without Foundation's formatters: a load writes thousands a second.
enum TimeText {
    /// `2026-11-21T08:00:00.000Z`.
    static func append(_ milliseconds: Int64, to bytes: inout [UInt8]) {
        let (days, inDay) = (milliseconds / 86_400_000, milliseconds % 86_400_000)
        let (year, month, day) = civil(days)
        digits(year, 4, &bytes)
        bytes.append(UInt8(ascii: "-"))
        digits(month, 2, &bytes)
        bytes.append(UInt8(ascii: "-"))
        digits(day, 2, &bytes)
        bytes.append(UInt8(ascii: "T"))
        digits(inDay / 3_600_000, 2, &bytes)
        bytes.append(UInt8(ascii: ":"))
        digits(inDay / 60_000 % 60, 2, &bytes)
        bytes.append(UInt8(ascii: ":"))
        digits(inDay / 1_000 % 60, 2, &bytes)
        bytes.append(UInt8(ascii: "."))
        digits(inDay % 1_000, 3, &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// The date of a day since 1970, in years of March to February (Richards' algorithm).
    private static func civil(_ daysSince1970: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func digits(_ value: Int64, _ count: Int, _ bytes: inout [UInt8]) {
        var divisor: Int64 = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }
}
