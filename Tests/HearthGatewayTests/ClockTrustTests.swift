import Foundation
import Testing
import Vitals

@testable import HearthGateway

/// Which clock is believed.
@Suite struct ClockTrustTests {
    private static let noon = Instant(millisecondsSince1970: 1_795_003_200_000)
    private static let offset = noon.millisecondsSince1970 - 60_000

    @Test func aClockThatStartsIn1970IsNotBelievedUntilTheKernelSaysItIsRight() {
        #expect(ClockTrust.seeing(sample(wall: 60_000, false), after: nil) == nil)
        // Not even when the kernel says so of a time before this program.
        #expect(ClockTrust.seeing(sample(wall: 60_000, true), after: nil) == nil)
        #expect(
            ClockTrust.seeing(sample(), after: nil) == ClockTrust(offsetMilliseconds: Self.offset, source: .kernel)
        )
    }

    @Test(arguments: [-86_400_000, -5_000, 5_000, 86_400_000] as [Int64])
    func aStepIsFollowedOnlyWhileTheKernelVouchesForIt(step: Int64) {
        let held = ClockTrust(offsetMilliseconds: Self.offset, source: .kernel)
        let wall = Self.noon.millisecondsSince1970 + step
        #expect(ClockTrust.seeing(sample(wall: wall, false), after: held) == held)
        #expect(ClockTrust.seeing(sample(wall: wall, true), after: held)?.offsetMilliseconds == Self.offset + step)
    }

    @Test(arguments: [-500, -1, 0, 1, 500] as [Int64]) func readingsThatDifferByLittleAreOneOffset(jitter: Int64) {
        let held = ClockTrust(offsetMilliseconds: Self.offset, source: .kernel)
        #expect(ClockTrust.seeing(sample(wall: Self.noon.millisecondsSince1970 + jitter, true), after: held) == held)
    }

    @Test func theServerIsAWitnessWhereTheKernelIsNone() throws {
        let right = try #require(witness(serverSeconds: 0))
        // The clock on the wall agrees: it is finer.
        #expect(
            ClockTrust.seeing(right, with: sample(isSynchronized: false), after: nil)
                == ClockTrust(offsetMilliseconds: Self.offset, source: .server)
        )
        // It does not: the server's is taken.
        let taken = ClockTrust.seeing(right, with: sample(wall: 60_000, false), after: nil)
        #expect(taken == ClockTrust(offsetMilliseconds: Self.offset + 500, source: .server))
        // What was right stays, and is not pushed to and fro by whole seconds.
        #expect(ClockTrust.seeing(right, with: sample(wall: 60_000, false), after: taken) == taken)
    }

    @Test func theServerHasNoSayAgainstTheKernel() throws {
        let wrong = try #require(witness(serverSeconds: 3_600))
        #expect(
            ClockTrust.seeing(wrong, with: sample(), after: nil)
                == ClockTrust(offsetMilliseconds: Self.offset, source: .kernel)
        )
    }

    @Test func aServerOf1970IsNotBelieved() throws {
        let witness = ServerWitness(serverTime: Date(timeIntervalSince1970: 0), sent: 59_000, received: 60_000)
        let heard = ClockTrust.seeing(try #require(witness), with: sample(wall: 60_000, false), after: nil)
        #expect(heard == nil)
    }

    @Test(arguments: [(-1, false), (0, true), (20_000, true), (20_001, false)] as [(Int64, Bool)])
    func anAnswerThatTookLongSaysNothing(roundTrip: Int64, counts: Bool) {
        let witness = ServerWitness(serverTime: Date(), sent: 100_000, received: 100_000 + roundTrip)
        #expect((witness != nil) == counts)
    }

    private func witness(serverSeconds: Double) -> ServerWitness? {
        let shown = Double(Self.noon.millisecondsSince1970) / 1_000 + serverSeconds
        return ServerWitness(serverTime: Date(timeIntervalSince1970: shown), sent: 60_000, received: 60_000)
    }

    private func sample(
        wall: Int64 = noon.millisecondsSince1970,
        _ isSynchronized: Bool = true
    ) -> ClockSample {
        ClockSample(
            bootMilliseconds: 60_000,
            wall: Instant(millisecondsSince1970: wall),
            isSynchronized: isSynchronized
        )
    }

    private func sample(isSynchronized: Bool) -> ClockSample {
        sample(wall: Self.noon.millisecondsSince1970, isSynchronized)
    }
}
