import ReadingExchange
import Spool
import Testing
import Vitals

@Suite("An indication that comes again")
struct RedeliveryTests {
    private let fixture: SpoolFixture
    private let spool: Spool

    init() throws {
        fixture = try SpoolFixture()
        spool = try fixture.open()
    }

    @Test("Unconfirmed, it is the same measurement with the time of its first reception", arguments: [-600, 0, 1, 600])
    func same(afterSeconds: Int64) async throws {
        let first = try await spool.store(SpoolFixture.indication())
        let again = try await spool.store(SpoolFixture.indication(afterSeconds: afterSeconds))
        #expect(again.isRedelivery)
        #expect(again.id == first.id)
        #expect(again.indication == first.indication)
        #expect(try SpoolFixture.submission(again).identity == SpoolFixture.submission(first).identity)
        #expect(try await spool.status().undecodedCount == 1)
    }

    /// The clock on the wall stepped by a day in between; what counts is the time since the kernel's start.
    @Test(
        "A step of the clock neither hides a redelivery nor makes one",
        arguments: [(0, true), (600, true), (601, false), (-1, false)] as [(Int64, Bool)]
    )
    func steps(bootSeconds: Int64, isRedelivery: Bool) async throws {
        let first = BootTime(bootID: "b", milliseconds: 1_000_000)
        let second = BootTime(bootID: "b", milliseconds: first.milliseconds + bootSeconds * 1_000)
        _ = try await spool.store(SpoolFixture.indication(bootTime: first, clock: .waiting))
        let again = try await spool.store(SpoolFixture.indication(afterSeconds: 86_400, bootTime: second))
        #expect(again.isRedelivery == isRedelivery)
    }

    @Test("Over a restart of the board the clock on the wall tells", arguments: [(600, true), (601, false)])
    func restart(seconds: Int64, isRedelivery: Bool) async throws {
        _ = try await spool.store(SpoolFixture.indication(bootTime: BootTime(bootID: "a", milliseconds: 9)))
        let next = BootTime(bootID: "b", milliseconds: 9)
        let again = try await spool.store(SpoolFixture.indication(afterSeconds: seconds, bootTime: next))
        #expect(again.isRedelivery == isRedelivery)
    }

    @Test("It is recognised also when its first copy was decoded and delivered before")
    func delivered() async throws {
        let first = try await spool.store(SpoolFixture.indication())
        let submission = try SpoolFixture.submission(first)
        _ = try await spool.complete(first.id, with: [submission])
        try await spool.settle([SpoolSettlement(identity: submission.identity, outcome: .delivered)])
        let again = try await spool.store(SpoolFixture.indication(afterSeconds: 20))
        #expect(again.isRedelivery)
        #expect(try await spool.complete(again.id, with: [SpoolFixture.submission(again)]) == 0)
        try await spool.markConfirmed(again.id)
        let next = try await spool.store(SpoolFixture.indication(afterSeconds: 40))
        #expect(!next.isRedelivery)
    }

    @Test("Another measurement it is once the first was confirmed")
    func confirmed() async throws {
        let first = try await spool.store(SpoolFixture.indication())
        try await spool.markConfirmed(first.id)
        #expect(try await !spool.store(SpoolFixture.indication(afterSeconds: 1)).isRedelivery)
    }

    @Test(
        "Another measurement it is after the window, with other bytes, of another characteristic or device",
        arguments: [
            SpoolFixture.indication(afterSeconds: 601), SpoolFixture.indication([0x00, 0x10, 0x28]),
            SpoolFixture.indication(characteristic: 0x2A9C), SpoolFixture.indication(device: "other"),
            SpoolFixture.indication(needsConfirmation: false),
        ]
    )
    func other(indication: RawIndication) async throws {
        _ = try await spool.store(SpoolFixture.indication())
        #expect(try await !spool.store(indication).isRedelivery)
        #expect(try await spool.status().undecodedCount == 2)
    }

    @Test("Notifications are never taken for one another")
    func notifications() async throws {
        _ = try await spool.store(SpoolFixture.indication(needsConfirmation: false))
        let next = try await spool.store(SpoolFixture.indication(afterSeconds: 1, needsConfirmation: false))
        #expect(!next.isRedelivery)
        #expect(try await !spool.store(SpoolFixture.indication(afterSeconds: 2)).isRedelivery)
    }

    @Test("A decoded indication that was never confirmed leaves the spool after the window")
    func expiry() async throws {
        let first = try await spool.store(SpoolFixture.indication(Array(repeating: 7, count: 512)))
        _ = try await spool.complete(first.id, with: [])
        _ = try await spool.store(SpoolFixture.indication(afterSeconds: 601))
        let again = try await spool.store(
            SpoolFixture.indication(Array(repeating: 7, count: 512), afterSeconds: 2)
        )
        #expect(!again.isRedelivery)
    }
}
