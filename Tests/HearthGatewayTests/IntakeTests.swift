import Foundation
import Logging
import RecordedLog
import Spool
import Testing
import Vitals

@testable import HearthGateway

@Suite struct IntakeTests {
    /// A spool that cannot be written for a moment must not leave a confirmed value undecoded until a restart.
    @Test func whatCouldNotBeDecodedIsDecodedLater() async throws {
        try await TestHome.with { home in
            let spool = try home.spool()
            let wakes = AsyncStream.makeStream(of: Void.self)
            let intake = MeasurementIntake(
                spool: spool,
                decoder: IndicationDecoder(zone: home.zone),
                clock: .assumedRight(logger: .silent),
                logger: .silent,
                wakeUploader: { wakes.continuation.yield() }
            )
            let recovering = Task { await intake.keepRecovering(every: .milliseconds(1)) }
            let indication = RawIndication(
                device: TestHome.scale,
                characteristic: 0x2A9D,
                bytes: try Weights.bytes(16_000),
                receivedAt: .systemNow()
            )
            _ = try await intake.store([Arrival(indication)])
            var iterator = wakes.stream.makeAsyncIterator()
            await iterator.next()
            #expect(try await spool.status().pendingCount == 1)
            #expect(try await spool.status().undecodedCount == 0)
            recovering.cancel()
            await recovering.value
        }
    }

    @Test func whatAnEarlierVersionCouldNotDecodeIsTriedAtTheStart() async throws {
        try await TestHome.with { home in
            let spool = try home.spool()
            for bytes in [[0x00], try Weights.bytes(16_000)] {
                let stored = try await spool.store(
                    RawIndication(
                        device: TestHome.scale,
                        characteristic: 0x2A9D,
                        bytes: bytes,
                        receivedAt: .systemNow(),
                        needsConfirmation: false
                    )
                )
                try await spool.markUndecodable(stored.id, reason: "of an earlier version")
            }
            let intake = MeasurementIntake(
                spool: spool,
                decoder: IndicationDecoder(zone: home.zone),
                clock: .assumedRight(logger: .silent),
                logger: .silent
            )
            let recovering = Task { await intake.keepRecovering(every: .milliseconds(1)) }
            try await eventually("one is decoded and the other is not") {
                let status = try await spool.status()
                return status.pendingCount == 1 && status.undecodableCount == 1 && status.undecodedCount == 0
            }
            recovering.cancel()
            await recovering.value
        }
    }
}
