import Foundation
import Testing
import Vitals

@Suite("An instant")
struct InstantTests {
    @Test(
        "is read with any offset and written in UTC",
        arguments: [
            ("2026-11-21T08:00:00.000Z", "2026-11-21T08:00:00.000Z"),
            ("2026-11-21T08:00:00Z", "2026-11-21T08:00:00.000Z"),
            ("2026-11-21T08:00:00.5+01:00", "2026-11-21T07:00:00.500Z"),
            ("2026-11-21T00:30:00.123456789-05:30", "2026-11-21T06:00:00.123Z"),
            ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"),
            ("2024-02-29T00:00:00+14:00", "2024-02-28T10:00:00.000Z"),
            ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
        ]
    )
    func text(text: String, expected: String) {
        #expect(Instant(text)?.description == expected)
    }

    @Test(
        "is refused when it is not in the calendar or not RFC 3339",
        arguments: [
            "", "2026-11-21", "2026-11-21T08:00:00", "2026-11-21 08:00:00Z", "2026-02-29T08:00:00Z",
            "2026-11-31T00:00:00Z",
            "2026-11-21T24:00:00Z", "2016-12-31T23:59:60Z", "2026-11-21T08:00:00.Z", "2026-11-21T08:00:00.1234567890Z",
            "2026-11-21T08:00:00+1:00", "2026-11-21T08:00:00+24:00", "2026-11-21T08:00:00ZZ", "+026-11-21T08:00:00Z",
            "0000-00-00T00:00:00Z",
        ]
    )
    func refused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("agrees with Foundation's calendar from 1600 to 9999")
    func calendar() throws {
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        var random = SeededRandom(seed: 4)
        for _ in 0..<2000 {
            // From 1600 on: before the Gregorian reform Foundation's calendar is the Julian one.
            let seconds = Int64.random(in: -11_676_096_000...253_402_300_799, using: &random)
            let instant = Instant(millisecondsSince1970: seconds * 1000)
            #expect(instant.description == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
            #expect(Instant(instant.description) == instant)
        }
    }

    @Test("stays within the years that can be written")
    func bounds() {
        #expect(Instant(millisecondsSince1970: .max).description == "9999-12-31T23:59:59.999Z")
        #expect(Instant(millisecondsSince1970: .min).description == "0000-01-01T00:00:00.000Z")
        #expect(Instant(millisecondsSince1970: 0).adding(seconds: .max).description.hasPrefix("9999"))
        #expect(Instant(millisecondsSince1970: 0).adding(seconds: .min).description.hasPrefix("0000"))
    }
}
