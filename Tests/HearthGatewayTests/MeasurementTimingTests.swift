import Foundation
import Testing
import Vitals

@testable import HearthGateway

/// Copenhagen is at UTC+1, and at UTC+2 from 2026-03-29 01:00 UTC to 2026-10-25 01:00 UTC.
@Suite struct MeasurementTimingTests {
    struct Case: CustomTestStringConvertible {
        var what: String
        var deviceTime: String?
        var offset: Int?
        var received: String
        var effective: String
        var correction: TimeCorrection
        var testDescription: String { what }
    }

    private static let cases: [Case] = [
        Case(
            what: "no time stamp: the time of reception",
            deviceTime: nil,
            offset: 3_600,
            received: "2026-06-01T10:00:00.250Z",
            effective: "2026-06-01T10:00:00.250Z",
            correction: TimeCorrection(reason: .receptionTime)
        ),
        Case(
            what: "a year that is unknown: the time of reception",
            deviceTime: "0000-06-01T12:00:00",
            offset: nil,
            received: "2026-06-01T10:00:00Z",
            effective: "2026-06-01T10:00:00Z",
            correction: TimeCorrection(reason: .receptionTime)
        ),
        Case(
            what: "a clock that cannot be read counts as right",
            deviceTime: "2026-06-01T11:58:00",
            offset: nil,
            received: "2026-06-01T10:00:00Z",
            effective: "2026-06-01T09:58:00Z",
            correction: .none
        ),
        Case(
            what: "five seconds are nothing",
            deviceTime: "2026-06-01T11:58:00",
            offset: -5,
            received: "2026-06-01T10:00:00Z",
            effective: "2026-06-01T09:58:00Z",
            correction: .none
        ),
        Case(
            what: "six seconds are corrected",
            deviceTime: "2026-06-01T11:58:00",
            offset: -6,
            received: "2026-06-01T10:00:00Z",
            effective: "2026-06-01T09:57:54Z",
            correction: TimeCorrection(reason: .deviceClockOffset, offsetSeconds: -6)
        ),
        Case(
            what: "a clock that was never set since the year 2000",
            deviceTime: "2000-01-01T00:10:00",
            offset: 833_623_200,
            received: "2026-06-01T10:00:00Z",
            effective: "2026-06-01T08:10:00Z",
            correction: TimeCorrection(reason: .deviceClockOffset, offsetSeconds: 833_623_200)
        ),
        Case(
            what: "a clock of before 1970 that was put right since",
            deviceTime: "1900-01-01T00:00:00",
            offset: -6,
            received: "2026-06-01T10:00:00Z",
            effective: "1899-12-31T21:59:54Z",
            correction: TimeCorrection(reason: .deviceClockOffset, offsetSeconds: -6)
        ),
        Case(
            what: "a correction to before all time is none",
            deviceTime: "1990-06-01T12:00:00",
            offset: -63_000_000_000,
            received: "2026-06-01T10:00:00Z",
            effective: "1990-06-01T10:00:00Z",
            correction: .none
        ),
        Case(
            what: "a time to come is left for a person to look at",
            deviceTime: "2026-06-02T12:00:00",
            offset: 0,
            received: "2026-06-01T10:00:00Z",
            effective: "2026-06-02T10:00:00Z",
            correction: .none
        ),
        Case(
            what: "in the fold, received the first time",
            deviceTime: "2026-10-25T02:30:00",
            offset: nil,
            received: "2026-10-25T00:30:05Z",
            effective: "2026-10-25T00:30:00Z",
            correction: TimeCorrection(reason: .daylightSavingFold)
        ),
        Case(
            what: "in the fold, received the second time",
            deviceTime: "2026-10-25T02:30:00",
            offset: nil,
            received: "2026-10-25T01:30:05Z",
            effective: "2026-10-25T01:30:00Z",
            correction: TimeCorrection(reason: .daylightSavingFold)
        ),
        Case(
            what: "in the gap, on a clock that cannot be read",
            deviceTime: "2026-03-29T02:30:00",
            offset: nil,
            received: "2026-03-29T01:30:05Z",
            effective: "2026-03-29T01:30:00Z",
            correction: TimeCorrection(reason: .daylightSavingGap)
        ),
        Case(
            what: "in the gap, on a clock that was not put forward",
            deviceTime: "2026-03-29T02:30:00",
            offset: 3_600,
            received: "2026-03-29T01:30:05Z",
            effective: "2026-03-29T01:30:00Z",
            correction: TimeCorrection(reason: .deviceClockOffset, offsetSeconds: 3_600)
        ),
    ]

    @Test(arguments: cases) func theInstantIsTheBestThatIsKnown(_ row: Case) throws {
        let timing = MeasurementTiming(
            deviceTime: row.deviceTime.flatMap { DeviceTimestamp($0) },
            clockOffset: row.offset.map(ClockOffset.init),
            receivedAt: try #require(Instant(row.received)),
            zone: try Self.zone
        )
        #expect(timing.effectiveAt == Instant(row.effective))
        #expect(timing.correction == row.correction)
    }

    /// A meter that kept its readings through the fold: 02:50 and, after the clocks went back, 02:10.
    @Test func readingsOfTheHourThatHappensTwiceKeepTheirOrder() throws {
        let received = try #require(Instant("2026-10-25T08:00:00Z"))
        var previous: Instant?
        let instants = try ["01:50", "02:10", "02:50", "02:10", "02:50", "03:10"].map { time in
            let timing = MeasurementTiming(
                deviceTime: DeviceTimestamp("2026-10-25T\(time):00"),
                clockOffset: ClockOffset(seconds: 0),
                receivedAt: received,
                zone: try Self.zone,
                notBefore: previous
            )
            previous = timing.effectiveAt
            return timing.effectiveAt
        }
        let start = try #require(Instant("2026-10-24T23:50:00Z"))
        #expect(instants == [0, 20, 60, 80, 120, 140].map { start.adding(seconds: $0 * 60) })
    }

    /// A clock that nobody puts forward or back has its readings in the right order and at their true distance.
    @Test(arguments: [
        // Not put forward: read at 04:30, when it shows 03:30.
        (
            "2026-03-29T02:30:00Z", "2026-03-29T03:30:00", 3_600, "2026-03-29T00:50:00Z",
            ["01:50", "02:10", "02:50", "03:10"]
        ),
        // Not put back: read at 03:30, when it shows 04:30.
        (
            "2026-10-25T02:30:00Z", "2026-10-25T04:30:00", -3_600, "2026-10-24T23:50:00Z",
            ["01:50", "02:10", "02:50", "03:10"]
        ),
    ]) func aClockThatNobodySetsKeepsItsReadingsInOrder(
        _ now: String,
        _ shown: String,
        _ offset: Int,
        _ first: String,
        _ times: [String]
    ) throws {
        let now = try #require(Instant(now))
        let clock = try #require(DeviceTimestamp(shown))
        let measured = ClockOffset(deviceTime: clock, now: now, zone: try Self.zone)
        #expect(measured == ClockOffset(seconds: offset))
        let instants = try times.map { time in
            let stamp = try #require(DeviceTimestamp(shown.prefix(11) + time + ":00"))
            return MeasurementTiming(
                deviceTime: stamp,
                clockOffset: measured,
                receivedAt: now,
                zone: try Self.zone
            ).effectiveAt
        }
        let start = try #require(Instant(first))
        #expect(instants == [0, 20, 60, 80].map { start.adding(seconds: $0 * 60) })
    }

    @Test(arguments: [
        ("2026-06-01T12:00:00", 0), ("2026-06-01T11:59:48", 12), ("2026-06-01T13:00:00", -3_600),
        ("2000-01-01T00:00:00", 833_630_400),
    ]) func theOffsetIsWhatIsMissingToTheClockOnTheWall(shown: String, seconds: Int) throws {
        let now = try #require(Instant("2026-06-01T10:00:00Z"))
        let clock = try #require(DeviceTimestamp(shown))
        #expect(ClockOffset(deviceTime: clock, now: now, zone: try Self.zone) == ClockOffset(seconds: seconds))
    }

    @Test(arguments: ["0000-06-01T12:00:00", "2026-00-01T12:00:00", "2026-06-00T12:00:00"])
    func aClockWithoutADateHasNoOffset(shown: String) throws {
        let now = try #require(Instant("2026-06-01T10:00:00Z"))
        let clock = try #require(DeviceTimestamp(shown))
        #expect(ClockOffset(deviceTime: clock, now: now, zone: try Self.zone) == nil)
    }

    private static var zone: TimeZone {
        get throws { try #require(TimeZone(identifier: "Europe/Copenhagen")) }
    }
}
