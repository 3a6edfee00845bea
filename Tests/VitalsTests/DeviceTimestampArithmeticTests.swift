import Testing
import Vitals

@Suite("Counting with what a device's clock shows")
struct DeviceTimestampArithmeticTests {
    @Test(
        "Minutes carry through days, months and years",
        arguments: [
            ("2024-02-28T23:59:30", 1, "2024-02-29T00:00:30"), ("2024-03-01T00:00:00", -1, "2024-02-29T23:59:00"),
            ("1969-12-31T23:59:59", 1, "1970-01-01T00:00:59"), ("1970-01-01T00:00:00", -1, "1969-12-31T23:59:00"),
            ("2023-12-31T23:30:00", 60, "2024-01-01T00:30:00"), ("0001-01-01T00:00:00", 0, "0001-01-01T00:00:00"),
        ]
    )
    func minutes(from: String, minutes: Int, to: String) throws {
        let time = try #require(DeviceTimestamp(from))
        #expect(time.adding(minutes: minutes)?.description == to)
    }

    @Test("There is no time before the year 1, after 9999, or from an unknown date")
    func beyond() throws {
        #expect(try #require(DeviceTimestamp("0001-01-01T00:00:59")).adding(minutes: -1) == nil)
        #expect(try #require(DeviceTimestamp("9999-12-31T23:59:00")).adding(minutes: 1) == nil)
        #expect(try #require(DeviceTimestamp("2024-06-15T00:00:00")).adding(minutes: .max) == nil)
        #expect(try #require(DeviceTimestamp("2024-06-15T00:00:00")).adding(minutes: .min) == nil)
        #expect(try #require(DeviceTimestamp("2024-00-15T00:00:00")).adding(minutes: 1) == nil)
    }

    @Test(
        "Seconds since a year are a time, and back",
        arguments: [
            (UInt32(0), 1900, "1900-01-01T00:00:00"), (0, 2000, "2000-01-01T00:00:00"),
            (3_927_460_647, 1900, "2024-06-15T17:17:27"), (771_787_047, 2000, "2024-06-15T17:17:27"),
            (.max, 1900, "2036-02-07T06:28:15"), (.max, 2000, "2136-02-07T06:28:15"),
        ]
    )
    func epochs(seconds: UInt32, year: Int, text: String) throws {
        let time = try #require(DeviceTimestamp(seconds: seconds, sinceYear: year))
        #expect(time.description == text)
        #expect(time.seconds(sinceYear: year) == Int64(seconds))
    }
}
