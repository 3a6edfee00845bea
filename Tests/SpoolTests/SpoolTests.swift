import Foundation
import ReadingExchange
import Spool
import Testing
import Vitals

@Suite("The spool")
struct SpoolTests {
    private let fixture: SpoolFixture

    init() throws {
        fixture = try SpoolFixture()
    }

    @Test("A measurement goes from its bytes to its delivery")
    func way() async throws {
        let spool = try fixture.open()
        let stored = try await spool.store(SpoolFixture.indication())
        #expect(!stored.isRedelivery)
        #expect(try await spool.status().undecodedCount == 1)
        try await spool.markConfirmed(stored.id)
        let submission = try SpoolFixture.submission(stored)
        #expect(try await spool.complete(stored.id, with: [submission]) == 1)
        #expect(try await spool.undecoded(limit: 10).isEmpty)
        let batch = try await spool.nextBatch(limit: 10)
        #expect(batch.map(\.submission) == [submission])
        #expect(batch.map(\.identity) == [submission.identity])
        try await spool.settle([SpoolSettlement(identity: submission.identity, outcome: .delivered)])
        #expect(try await spool.nextBatch(limit: 10).isEmpty)
        let status = try await spool.status()
        #expect(status.pendingCount == 0 && status.refusedCount == 0 && status.undecodedCount == 0)
        #expect(status.oldestPendingReceivedAt == nil)
    }

    @Test("Only the owner can read the files")
    func privacy() async throws {
        try Data().write(to: URL(fileURLWithPath: fixture.path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fixture.path)
        let spool = try fixture.open()
        try await spool.take()
        for name in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path + name)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("The measurement that took place last is delivered first")
    func order() async throws {
        let spool = try fixture.open()
        var identities: [Int64: MeasurementIdentity] = [:]
        for (number, effective) in [Int64(-3600), 0, -86400, -60].enumerated() {
            identities[effective] = try await spool.take(
                SpoolFixture.indication(afterSeconds: Int64(number)),
                effectiveAfterSeconds: effective
            )
        }
        #expect(
            try await spool.nextBatch(limit: 3).map(\.identity) == [0, -60, -3600].map { identities[$0] }
        )
        #expect(try await spool.status().oldestPendingReceivedAt == SpoolFixture.start)
    }

    @Test("A repeat is harmless while the measurement waits, after it was refused, and after it was delivered")
    func repeats() async throws {
        let spool = try fixture.open()
        let identity = try await spool.take()
        let problem = SubmissionProblem(code: "unknown-kind", detail: "Not known", pointer: "/readings/0/kind")
        for outcome in [nil, .refused(problem), .delivered] as [SpoolSettlement.Outcome?] {
            if let outcome { try await spool.settle([SpoolSettlement(identity: identity, outcome: outcome)]) }
            let again = try await spool.store(SpoolFixture.indication())
            #expect(!again.isRedelivery)
            try await spool.markConfirmed(again.id)
            #expect(try await spool.complete(again.id, with: [SpoolFixture.submission(again)]) == 0)
            #expect(try await spool.nextBatch(limit: 10).count == (outcome == nil ? 1 : 0))
        }
    }

    @Test("What was refused is kept with the reason")
    func deadLetters() async throws {
        let spool = try fixture.open()
        let refused = try await spool.take(SpoolFixture.indication(afterSeconds: 1))
        let waiting = try await spool.take(SpoolFixture.indication(afterSeconds: 2))
        let problem = SubmissionProblem(code: "unknown-kind", detail: "Not known", pointer: "/readings/0/kind")
        try await spool.settle([SpoolSettlement(identity: refused, outcome: .refused(problem))])
        #expect(try await spool.nextBatch(limit: 10).map(\.identity) == [waiting])
        #expect(try await spool.status().refusedCount == 1)
        let letters = try await spool.deadLetters(limit: 10)
        #expect(letters.map(\.identity) == [refused])
        #expect(letters.map(\.problem) == [problem])
    }

    @Test("What cannot be decoded is kept")
    func undecodable() async throws {
        let spool = try fixture.open()
        let stored = try await spool.store(SpoolFixture.indication([1, 2, 3]))
        try await spool.markUndecodable(stored.id, reason: "gatt.truncated at byte 3")
        try await spool.markConfirmed(stored.id)
        #expect(try await spool.undecoded(limit: 10).isEmpty)
        #expect(try await spool.status().undecodableCount == 1)
        try spool.close()
        #expect(try await fixture.open().status().undecodableCount == 1)
    }

    @Test("What could not be decoded is put back in bounds, the latest first, and can be decoded or kept again")
    func retried() async throws {
        let spool = try fixture.open()
        var ids: [Int64] = []
        for number in 0..<3 {
            let stored = try await spool.store(SpoolFixture.indication([UInt8(number)], afterSeconds: Int64(number)))
            try await spool.markConfirmed(stored.id)
            try await spool.markUndecodable(stored.id, reason: "gatt.truncated at byte 1")
            ids.append(stored.id)
        }
        #expect(try await spool.retryUndecodable(limit: 2) == 2)
        let left = try await spool.undecoded(limit: 10)
        #expect(left.map(\.id) == Array(ids.dropFirst()))
        _ = try await spool.complete(ids[2], with: [SpoolFixture.submission(left[1])])
        try await spool.markUndecodable(ids[1], reason: "gatt.truncated at byte 1")
        let status = try await spool.status()
        #expect(status.pendingCount == 1 && status.undecodableCount == 2 && status.undecodedCount == 0)
        #expect(try await spool.retryUndecodable() == 2)
    }

    @Test("One indication may hold several measurements")
    func several() async throws {
        let spool = try fixture.open()
        let stored = try await spool.store(SpoolFixture.indication())
        let weight = try SpoolFixture.submission(stored)
        let rate = ReadingSubmission(
            device: weight.device,
            characteristic: weight.characteristic,
            measurement: try Measurement(kind: .heartRate, unit: .perMinute, values: [.heartRate: .number(72)]),
            effectiveAt: weight.effectiveAt,
            receivedAt: weight.receivedAt,
            raw: weight.raw
        )
        #expect(try await spool.complete(stored.id, with: [weight, rate]) == 2)
        #expect(try await spool.complete(stored.id, with: [weight, rate]) == 0)
        #expect(try await spool.status().pendingCount == 2)
    }
}
