/// Writes the parts of a time one after the other, as `TimeTextReader` reads them.
struct TimeTextWriter {
    /// Of `2026-11-21T08:00:00.000Z`.
    private static let usualLength = 24

    private var bytes: [UInt8] = []

    init() { bytes.reserveCapacity(Self.usualLength) }

    /// What was written.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(_ date: CivilDate) {
        append(date.year, digits: 4)
        append("-")
        append(date.month, digits: 2)
        append("-")
        append(date.day, digits: 2)
    }

    mutating func append(_ time: TimeOfDay) {
        append(time.hour, digits: 2)
        append(":")
        append(time.minute, digits: 2)
        append(":")
        append(time.second, digits: 2)
    }

    mutating func append(_ character: Unicode.Scalar) { bytes.append(UInt8(ascii: character)) }

    /// Appends the digits of a number that is not negative and has no more of them, with zeros in front.
    mutating func append(_ number: Int, digits: Int) {
        if digits > 2 { append(number / 100, digits: digits - 2) }
        if digits > 1 { appendDigit(number / 10) }
        appendDigit(number)
    }

    /// Appends the last digit of a number.
    private mutating func appendDigit(_ number: Int) {
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
