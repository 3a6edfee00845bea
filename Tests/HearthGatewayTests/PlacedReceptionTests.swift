import Foundation
import ReadingExchange
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// Values that were received by a wrong clock, once the clock is right.
@Suite struct PlacedReceptionTests {
    private static let boot: Int64 = 1_000_000
    private static let now: Int64 = 5_000_000

    /// What the wrong clock showed at the reception, and what it really was; the zone's own offset may differ too.
    @Test(arguments: [
        ("1970-01-01T00:16:40Z", "2026-07-01T10:00:00Z"), ("1970-01-01T00:16:40Z", "2026-12-01T10:00:00Z"),
        ("2099-07-01T00:00:00Z", "2026-12-01T10:00:00Z"), ("2026-07-01T12:00:00Z", "2026-07-01T10:00:00Z"),
        // Within the hour that happens twice, and on either side of the one that is skipped.
        ("1970-01-01T00:00:00Z", "2026-10-25T00:30:00Z"), ("1970-01-01T00:00:00Z", "2026-10-25T01:30:00Z"),
        ("2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"),
    ]) func theReceptionAndTheDevicesOffsetAreCorrected(wrong: String, right: String) throws {
        let zone = try #require(TimeZone(identifier: "Europe/Copenhagen"))
        let (shown, actual) = (try #require(Instant(wrong)), try #require(Instant(right)))
        // The device's clock is two minutes slow.
        let device = try #require(
            DeviceTimestamp(
                String(actual.adding(seconds: Int64(zone.offsetSeconds(at: actual)) - 120).description.prefix(19))
            )
        )
        let measured = try #require(ClockOffset(deviceTime: device, now: shown, zone: zone))
        let placed = indication(receivedAt: shown, offset: measured.seconds).placed(at: reading(actual), zone: zone)
        #expect(placed.receivedAt == actual)
        #expect(placed.clock == .trusted)
        #expect(placed.clockOffsetSeconds == 120)
        let timing = MeasurementTiming(
            deviceTime: device,
            clockOffset: placed.clockOffsetSeconds.map(ClockOffset.init),
            receivedAt: placed.receivedAt,
            zone: zone
        )
        #expect(timing.effectiveAt == actual)
    }

    @Test func valuesKeepTheirOrderAndDistanceThroughSteps() {
        // The clock was set forward by a day and back by two in between.
        let shown: [Int64] = [0, 86_400_010, -86_399_980]
        let placed = shown.enumerated().map { index, wall in
            indication(
                receivedAt: Instant(millisecondsSince1970: wall),
                boot: Self.boot + Int64(index) * 10
            ).placed(at: reading(Instant(millisecondsSince1970: 1_795_000_000_000)), zone: .gmt).receivedAt
        }
        #expect(placed.map { $0.milliseconds(since: placed[0]) } == [0, 10, 20])
    }

    @Test(arguments: ["another", nil]) func afterAnotherStartNobodyKnows(bootID: String?) throws {
        let shown = Instant(millisecondsSince1970: 60_000)
        let stored = indication(receivedAt: shown, bootID: bootID, offset: 12)
        let placed = stored.placed(at: reading(Instant(millisecondsSince1970: 1_795_000_000_000)), zone: .gmt)
        #expect(placed.clock == .unknown)
        #expect(placed.receivedAt == shown)
        #expect(placed.clockOffsetSeconds == nil)
        let submission = try #require(try IndicationDecoder(zone: .gmt).submissions(of: placed).first)
        #expect(submission.flags == ["reception-time-unknown"])
        // The server quarantines it for this.
        #expect(MeasurementFlag.receptionTimeUnknown.doubtsDeviceClock)
    }

    @Test func anOffsetThatWasMeasuredBeforeAStepIsCarriedAlong() throws {
        let before = ClockReading(
            boot: BootTime(bootID: "now", milliseconds: Self.boot),
            offsetMilliseconds: 0,
            source: nil
        )
        let measured = MeasuredOffset(offset: ClockOffset(seconds: -30), reading: before, zone: .gmt)
        var after = before
        after.boot = BootTime(bootID: "now", milliseconds: Self.now)
        after.offsetMilliseconds = 3_600_000
        #expect(measured.offset(by: after) == ClockOffset(seconds: 3_570))
    }

    /// The time at which `actual` was at the boot time of the reception.
    private func reading(_ actual: Instant) -> ClockReading {
        ClockReading(
            boot: BootTime(bootID: "now", milliseconds: Self.now),
            offsetMilliseconds: actual.millisecondsSince1970 - Self.boot,
            source: .kernel
        )
    }

    private func indication(
        receivedAt: Instant,
        boot: Int64 = boot,
        bootID: String? = "now",
        offset: Int? = nil
    ) -> RawIndication {
        RawIndication(
            device: TestHome.scale,
            characteristic: 0x2A9D,
            bytes: [0x00, 0x80, 0x3E],
            receivedAt: receivedAt,
            bootTime: bootID.map { BootTime(bootID: $0, milliseconds: boot) },
            clock: .waiting,
            clockOffsetSeconds: offset
        )
    }
}
