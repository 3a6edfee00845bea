import Foundation
import GATT
import ReadingExchange
import RecordedLog
import Spool
import Testing
import Vitals

@testable import HearthGateway

/// Two values that make one measurement, through the spool.
@Suite struct ValueAssemblyTests {
    /// User 2, 26.5 % body fat; the user is in the first packet only, the weight in the second.
    private static let first: [UInt8] = [0x04, 0x10, 0x09, 0x01, 0x02]
    private static let second: [UInt8] = [0x00, 0x14, 0x09, 0x01, 0x18, 0x45]

    @Test func twoPacketsOfAScaleAreOneMeasurementOfOneUser() async throws {
        try await Run.with { run in
            try await run.receive(Self.first)
            #expect(try await run.spool.status().undecodedCount == 1)
            try await run.receive(Self.second)
            let waiting = try await run.waiting()
            #expect(waiting.map(\.measurement.kind.rawValue).sorted() == ["body-fat", "body-weight"])
            #expect(waiting.allSatisfy { $0.userIndex == 2 && $0.raw == Self.first && $0.rawSecond == Self.second })
            #expect(try await run.spool.status().undecodedCount == 0)
        }
    }

    /// The first packet is on disk, and the second comes to the gateway's next run.
    @Test func aGatewayThatIsKilledBetweenTwoPacketsJoinsThemAfterItsStart() async throws {
        try await Run.with { run in
            try await run.receive(Self.first)
            run.time.update { $0 = $0.adding(seconds: 20) }
            let next = run.next()
            try await next.intake.recover()
            #expect(try await next.waiting().isEmpty)
            try await next.receive(Self.second)
            #expect(try await next.waiting().map(\.userIndex) == [2, 2])
        }
    }

    /// The clock may have been set back meanwhile.
    @Test(arguments: [(4, false), (6, true), (-61, true)])
    func aPacketWhoseOtherHalfDoesNotComeGoesOnAlone(afterSeconds: Int64, goesOn: Bool) async throws {
        try await Run.with { run in
            try await run.receive(Self.second)
            run.time.update { $0 = $0.adding(seconds: afterSeconds) }
            try await run.intake.recover()
            let flags = try await run.waiting().map(\.flags)
            #expect(flags == (goesOn ? [["unknown-user"], ["unknown-user"]] : []))
        }
    }

    @Test func aContextThatComesAfterItsRecordWentOnIsAddedWhileTheRecordWaits() async throws {
        try await Run.with { run in
            try await run.receive(Self.record(7), 0x2A18)
            await run.intake.finishWaiting(device: TestHome.scale)
            #expect(try await run.waiting().map(\.rawSecond) == [nil])
            try await run.receive(Self.record(7), 0x2A18)
            try await run.receive(Self.context(7), 0x2A34)
            let waiting = try await run.waiting()
            #expect(waiting.map(\.rawSecond) == [Self.context(7)])
            #expect(waiting.first?.flags.contains("before-meal") == true)
        }
    }

    @Test func aContextOfNoKnownRecordIsNoReading() async throws {
        try await Run.with { run in
            try await run.receive(Self.context(7), 0x2A34)
            #expect(try await run.waiting().isEmpty)
            #expect(try await run.spool.status().undecodedCount == 0)
        }
    }

    /// However often the gateway is killed or looks at what waits, each record is there once, with its context.
    @Test(arguments: 0..<20) func everyRecordOfAMeterIsThereOnce(seed: UInt64) async throws {
        try await Run.with { run in
            var run = run
            var random = seed
            for number in 0..<UInt8(12) {
                for value in [(Self.record(number), UInt16(0x2A18)), (Self.context(number), 0x2A34)] {
                    try await run.receive(value.0, value.1)
                    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    switch random >> 33 % 4 {
                    case 0: run = run.next()
                    case 1: try await run.intake.recover()
                    case 2: run.time.update { $0 = $0.adding(seconds: 3) }
                    default: break
                    }
                }
            }
            await run.intake.finishWaiting(device: TestHome.scale)
            let waiting = try await run.waiting()
            #expect(waiting.compactMap(\.sequenceNumber).sorted() == (0..<12).map(UInt32.init))
            #expect(waiting.allSatisfy { $0.rawSecond != nil })
            #expect(try await run.spool.status().undecodedCount == 0)
        }
    }

    /// 100 mg/dL; a context follows.
    private static func record(_ number: UInt8) -> [UInt8] {
        [0x12, number, 0, 0xE8, 0x07, 6, 15, 8, number, 0, 100, 0xB0, 0x11]
    }

    /// Before a meal.
    private static func context(_ number: UInt8) -> [UInt8] { [0x02, number, 0, 1] }
}

/// One run of a gateway's intake over a spool that outlives it.
private struct Run {
    let spool: Spool
    let time: Shared<Instant>
    let zone: TimeZone
    let intake: MeasurementIntake

    init(spool: Spool, time: Shared<Instant>, zone: TimeZone) {
        self.spool = spool
        self.time = time
        self.zone = zone
        intake = MeasurementIntake(
            spool: spool,
            decoder: IndicationDecoder(zone: zone),
            clock: GatewayClock(
                file: nil,
                sample: {
                    let now = time.value
                    return ClockSample(
                        bootMilliseconds: now.millisecondsSince1970 - ClockTrust.floor.millisecondsSince1970,
                        wall: now,
                        isSynchronized: true
                    )
                },
                logger: .silent
            ),
            logger: .silent
        )
    }

    static func with(_ body: (Run) async throws -> Void) async throws {
        try await TestHome.with { home in
            let spool = try home.spool()
            let time = Shared(try #require(Instant("2026-06-15T08:00:00.000Z")))
            try await body(Run(spool: spool, time: time, zone: home.zone))
            try spool.close()
        }
    }

    /// What a killed gateway's next run has: the spool, and nothing else.
    func next() -> Run { Run(spool: spool, time: time, zone: zone) }

    func receive(_ bytes: [UInt8], _ characteristic: UInt16 = 0x2A9C) async throws {
        let indication = RawIndication(
            device: TestHome.scale,
            characteristic: characteristic,
            bytes: bytes,
            receivedAt: intake.reading().now,
            needsConfirmation: false
        )
        await intake.decode(try await intake.store([Arrival(indication)]))
    }

    func waiting() async throws -> [ReadingSubmission] {
        try await spool.nextBatch(limit: 100).map(\.submission)
    }
}
