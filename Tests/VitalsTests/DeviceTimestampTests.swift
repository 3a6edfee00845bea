import Foundation
import Testing
import Vitals

@Suite("A device's time stamp")
struct DeviceTimestampTests {
    @Test(
        "is read and written as the device's clock showed it",
        arguments: ["2024-06-15T17:17:27", "0000-00-00T00:00:00"]
    )
    func text(text: String) {
        #expect(DeviceTimestamp(text)?.description == text)
    }

    @Test(
        "is known only with year, month and day",
        arguments: ["0000-06-15", "2024-00-15", "2024-06-00", "0000-00-00"]
    )
    func unknown(date: String) throws {
        let stamp = try #require(DeviceTimestamp("\(date)T08:00:00"))
        #expect(!stamp.isKnown)
        #expect(stamp.resolve(in: .gmt) == nil)
    }

    @Test(
        "is refused when no clock shows it",
        arguments: [
            "2024-02-30T00:00:00", "2023-02-29T00:00:00", "2024-13-01T00:00:00", "2024-06-15T24:00:00",
            "2024-06-15T23:60:00", "2024-06-15T23:59:60", "2024-06-15 08:00:00", "2024-06-15T08:00:00Z", "", "2024",
            "2024-06-32T00:00:00", "-024-06-15T00:00:00",
        ]
    )
    func refused(text: String) {
        #expect(DeviceTimestamp(text) == nil)
    }

    @Test("of any sixteen bits of year does not trap", arguments: [0, 1, 1582, 9999, 10_000, 65_535])
    func years(year: Int) {
        let stamp = DeviceTimestamp(year: year, month: 1, day: 1, hour: 0, minute: 0, second: 0)
        #expect((stamp != nil) == (year <= 9999))
    }

    @Test(
        "is placed in the household's zone",
        arguments: [
            ("2024-06-15T17:17:27", "Europe/Berlin", "2024-06-15T15:17:27.000Z"),
            ("2024-01-15T17:17:27", "Europe/Berlin", "2024-01-15T16:17:27.000Z"),
            ("2024-06-15T17:17:27", "Asia/Kathmandu", "2024-06-15T11:32:27.000Z"),
            ("2024-06-15T00:30:00", "Pacific/Kiritimati", "2024-06-14T10:30:00.000Z"),
            ("2024-12-31T23:59:59", "America/New_York", "2025-01-01T04:59:59.000Z"),
        ]
    )
    func placed(local: String, zone: String, expected: String) throws {
        let zone = try #require(TimeZone(identifier: zone))
        #expect(try DeviceTimestamp(local)?.resolve(in: zone) == .once(#require(Instant(expected))))
    }

    @Test("in the hour that happens twice has two instants, an hour apart")
    func fold() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let earlier = try #require(Instant("2026-10-25T00:30:00Z"))
        let later = try #require(Instant("2026-10-25T01:30:00Z"))
        let fold = try #require(DeviceTimestamp("2026-10-25T02:30:00")?.resolve(in: berlin))
        #expect(fold == .fold(earlier: earlier, later: later))
        #expect(fold.instant() == earlier)
        #expect(fold.instant(near: later.adding(seconds: 5)) == later)
        #expect(fold.instant(near: earlier.adding(seconds: 5)) == earlier)
        #expect(fold.instant(near: earlier, notBefore: earlier.adding(seconds: 1)) == later)
        // The record before is of the next morning: the device sends the newest first.
        #expect(fold.instant(notBefore: later.adding(seconds: 20_000)) == earlier)
    }

    @Test("in the hour that is skipped keeps order and distance to those before it")
    func gap() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let before = try #require(DeviceTimestamp("2026-03-29T01:50:00")?.resolve(in: berlin))
        let within = try #require(DeviceTimestamp("2026-03-29T02:10:00")?.resolve(in: berlin))
        #expect(before == .once(try #require(Instant("2026-03-29T00:50:00Z"))))
        #expect(within == .gap(try #require(Instant("2026-03-29T01:10:00Z"))))
    }

    @Test("sequence across the fold is neither swapped nor collapsed when each follows the one before")
    func sequence() throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        let locals = ["01:50", "02:10", "02:50", "02:10", "02:50", "03:10"].map { "2026-10-25T\($0):00" }
        var instants: [Instant] = []
        for local in locals {
            let resolution = try #require(DeviceTimestamp(local)?.resolve(in: berlin))
            instants.append(resolution.instant(notBefore: instants.last?.adding(seconds: 1)))
        }
        #expect(instants == instants.sorted())
        #expect(Set(instants).count == locals.count)
    }
}
