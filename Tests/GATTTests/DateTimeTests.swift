import GATT
import Testing
import Vitals

@Suite("Date time and current time")
struct DateTimeTests {
    @Test(
        "A time is what the clock showed, unknown parts included",
        arguments: [
            ("E807060F11111B", "2024-06-15T17:17:27"), ("E807021D173B3B", "2024-02-29T23:59:59"),
            ("00000000000000", "0000-00-00T00:00:00"), ("E807060F000000", "2024-06-15T00:00:00"),
            ("2E06010100 0000", "1582-01-01T00:00:00"), ("0F270C1F173B3B", "9999-12-31T23:59:59"),
        ]
    )
    func known(hex: String, expected: String) throws {
        var reader = ByteReader(try bytes(hex))
        let timestamp = try reader.dateTime("time stamp")
        #expect(timestamp.description == expected)
        var writer = ByteWriter()
        writer.dateTime(timestamp)
        #expect(writer.bytes == (try bytes(hex)))
    }

    @Test(
        "A time that no clock shows is an error at its byte",
        arguments: [
            ("0100060F11111B", 0, "year"), ("2D06060F11111B", 0, "year"), ("1027060F11111B", 0, "year"),
            ("E8070D0F11111B", 2, "month"), ("E807062011111B", 3, "day"), ("E807060F18111B", 4, "hours"),
            ("E807060F113C1B", 5, "minutes"), ("E807060F11113C", 6, "seconds"), ("E807021E11111B", 3, "day"),
            ("E707021D11111B", 3, "day"),
        ]
    )
    func impossible(hex: String, offset: Int, part: String) throws {
        var reader = ByteReader(try bytes(hex))
        let error = try #require(throws: GATTError.self) { try reader.dateTime("time stamp") }
        #expect(error.code == .outOfRange)
        #expect(error.offset == offset)
        #expect(error.expected.contains(part))
    }

    @Test("The current time has a day of the week, a fraction and a reason")
    func currentTime() throws {
        let value = try CurrentTime(decoding: bytes("E807060F11111B 06 80 05"))
        #expect(value.dateTime.description == "2024-06-15T17:17:27")
        #expect(value.dayOfWeek == 6)
        #expect(value.fractions256 == 128)
        #expect(value.adjustReason == [.manual, .timeZone])
        #expect(try value.encoded() == bytes("E807060F11111B068005"))
    }

    @Test("There is no eighth day of the week")
    func dayOfWeek() throws {
        let error = try #require(throws: GATTError.self) { try CurrentTime(decoding: bytes("E807060F11111B088005")) }
        #expect(error == GATTError(.outOfRange, at: 7, expected: "day of week (0...7)"))
    }
}
