import ReadingExchange
import Spool
import Testing
import Vitals

@Suite("A spool that fills up")
struct SpoolPressureTests {
    @Test("It warns at four fifths, refuses when full, drops nothing, and goes on when there is room")
    func fills() async throws {
        let fixture = try SpoolFixture()
        let spool = try fixture.open(maximumBytes: SpoolLimits.leastMaximumBytes)
        #expect(try await spool.status().pressure == .normal)
        var identities: [MeasurementIdentity] = []
        var seen: Set<SpoolPressure> = []
        var refusal: SpoolError?
        while refusal == nil, identities.count < 10_000 {
            do {
                let indication = SpoolFixture.indication(
                    Array(repeating: 1, count: 400),
                    afterSeconds: Int64(identities.count)
                )
                identities.append(try await spool.take(indication))
                seen.insert(try await spool.status().pressure)
            } catch let error as SpoolError {
                refusal = error
            }
        }
        #expect(refusal?.code == .spoolFull)
        #expect(seen.contains(.nearlyFull))
        let status = try await spool.status()
        #expect(status.pressure == .full)
        #expect(status.usedBytes <= status.maximumBytes + 16 * 4096)
        #expect(Set(try await spool.nextBatch(limit: .max).map(\.identity)) == Set(identities))

        try await spool.settle(identities.dropFirst(10).map { SpoolSettlement(identity: $0, outcome: .delivered) })
        #expect(try await spool.status().pressure == .normal)
        _ = try await spool.take(SpoolFixture.indication(afterSeconds: 100_000))
        #expect(try await spool.status().pendingCount == 11)
    }

    @Test("An indication that comes again is recognised when the spool is full")
    func redeliveryWhenFull() async throws {
        let fixture = try SpoolFixture()
        let first = try await fixture.open().store(SpoolFixture.indication())
        let spool = try fixture.open(maximumBytes: SpoolLimits.leastMaximumBytes)
        var count: Int64 = 1
        while (try? await spool.store(
            SpoolFixture.indication(Array(repeating: 2, count: 500), afterSeconds: count % 60, needsConfirmation: false)
        ))
            != nil
        { count += 1 }
        #expect(try await spool.store(SpoolFixture.indication(afterSeconds: 61)).id == first.id)
    }
}
