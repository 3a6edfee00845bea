/// Reads the parts of an RFC 3339 time one after the other; a part that is not there is nil.
struct TimeTextReader {
    /// More digits than nanoseconds have are not a time.
    private static let maximumFractionDigits = 9
    /// Longer than any such text.
    private static let maximumLength = 40

    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        let isLong = text.utf8.count > Self.maximumLength
        bytes = isLong ? Array(text.utf8.prefix(Self.maximumLength)) : Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
            let day = number(digits: 2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    mutating func timeOfDay() -> TimeOfDay? {
        guard let hour = number(digits: 2), skip(":"), let minute = number(digits: 2), skip(":"),
            let second = number(digits: 2)
        else { return nil }
        return TimeOfDay(hour: hour, minute: minute, second: second)
    }

    /// The milliseconds of an optional fraction.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        var (milliseconds, weight, digits) = (0, 100, 0)
        while let digit = number(digits: 1) {
            milliseconds += digit * weight
            weight /= 10
            digits += 1
        }
        return (1...Self.maximumFractionDigits).contains(digits) ? milliseconds : nil
    }

    /// The offset from UTC: `Z` or `+01:00`.
    mutating func offsetSeconds() -> Int? {
        if skip("Z") { return 0 }
        let sign = skip("+") ? 1 : skip("-") ? -1 : 0
        guard sign != 0, let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2), hours < 24,
            minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func number(digits: Int) -> Int? {
        guard bytes.count - position >= digits else { return nil }
        var number = 0
        for index in position..<position + digits {
            let digit = bytes[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        position += digits
        return number
    }
}
