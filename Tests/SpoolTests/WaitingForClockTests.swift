import Spool
import Testing
import Vitals

@Suite("A value that waits for the clock")
struct WaitingForClockTests {
    @Test("It is not decoded before it has a time, and keeps that over a restart")
    func waits() async throws {
        let fixture = try SpoolFixture()
        var spool = try fixture.open()
        let boot = BootTime(bootID: "b", milliseconds: 7)
        let stored = try await spool.store(SpoolFixture.indication(bootTime: boot, clock: .waiting))
        #expect(try await spool.undecoded(limit: 10).isEmpty)
        #expect(try await spool.status().waitingForClockCount == 1)
        try spool.close()
        spool = try fixture.open()
        let waiting = try await spool.waitingForClock(limit: 10)
        #expect(waiting.map(\.indication) == [stored.indication])
        let placed = SpoolFixture.indication(afterSeconds: 5, bootTime: boot, clock: .trusted)
        try await spool.place([StoredIndication(id: stored.id, indication: placed, isRedelivery: false)])
        #expect(try await spool.undecoded(limit: 10).map(\.indication) == [placed])
        #expect(try await spool.status().waitingForClockCount == 0)
        // What has its time keeps it.
        let later = SpoolFixture.indication(afterSeconds: 9, bootTime: boot)
        try await spool.place([StoredIndication(id: stored.id, indication: later, isRedelivery: false)])
        #expect(try await spool.undecoded(limit: 10).map(\.indication) == [placed])
    }
}
