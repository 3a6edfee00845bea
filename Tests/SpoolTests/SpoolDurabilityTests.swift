import Foundation
import GRDB
import ReadingExchange
import Testing
import Vitals

@testable import Spool

@Suite("What a crash leaves")
struct SpoolDurabilityTests {
    private let fixture: SpoolFixture

    init() throws {
        fixture = try SpoolFixture()
    }

    @Test("Each step is on the disk when it returns")
    func steps() async throws {
        let spool = try fixture.open()
        let stored = try await spool.store(SpoolFixture.indication())
        let afterStore = try fixture.crashCopy()
        #expect(try await afterStore.open().undecoded(limit: 10).map(\.indication) == [stored.indication])
        #expect(try await afterStore.open().store(SpoolFixture.indication(afterSeconds: 9)).isRedelivery)

        try await spool.markConfirmed(stored.id)
        let afterConfirmation = try fixture.crashCopy()
        #expect(try await afterConfirmation.open().undecoded(limit: 10).map(\.id) == [stored.id])
        #expect(try await !afterConfirmation.open().store(SpoolFixture.indication(afterSeconds: 9)).isRedelivery)

        let submission = try SpoolFixture.submission(stored)
        _ = try await spool.complete(stored.id, with: [submission])
        let afterDecoding = try fixture.crashCopy()
        #expect(try await afterDecoding.open().nextBatch(limit: 10).map(\.submission) == [submission])

        try await spool.settle([SpoolSettlement(identity: submission.identity, outcome: .delivered)])
        let afterDelivery = try fixture.crashCopy()
        #expect(try await afterDelivery.open().nextBatch(limit: 10).isEmpty)
        let again = try await afterDelivery.open().store(SpoolFixture.indication())
        #expect(try await afterDelivery.open().complete(again.id, with: [SpoolFixture.submission(again)]) == 0)
    }

    @Test("A copy taken at any moment of many writes opens and holds all that had returned")
    func anyMoment() async throws {
        let spool = try fixture.open()
        let fixture = fixture
        let writing = Task {
            var count = 0
            while !Task.isCancelled {
                _ = try await spool.store(SpoolFixture.indication(afterSeconds: Int64(count), needsConfirmation: false))
                count += 1
            }
        }
        for _ in 0..<10 {
            try await Task.sleep(for: .milliseconds(20))
            let before = try await spool.undecoded(limit: .max).count
            let copy = try fixture.crashCopy()
            let held = try await copy.open().undecoded(limit: .max)
            #expect(held.count >= before)
            #expect(held.map(\.id) == (0..<held.count).map { Int64($0 + 1) })
        }
        writing.cancel()
        _ = try? await writing.value
    }

    @Test("A log that was cut off anywhere leaves a spool that opens")
    func tornLog() async throws {
        let spool = try fixture.open()
        for number in 0..<5 { try await spool.take(SpoolFixture.indication(afterSeconds: Int64(number))) }
        let log = try Data(contentsOf: URL(fileURLWithPath: fixture.path + "-wal"))
        for length in stride(from: 0, through: log.count, by: 2_000) {
            let copy = try fixture.crashCopy()
            try log.prefix(length).write(to: URL(fileURLWithPath: copy.path + "-wal"))
            let status = try await copy.open().status()
            #expect((0...5).contains(status.pendingCount))
        }
    }

    @Test("A commit waits for the disk")
    func synchronousFull() async throws {
        let spool = try fixture.open()
        #expect(try await spool.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
        let full = 2
        #expect(try await spool.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == full)
    }

    @Test("A new spool that several open at the same moment opens for each of them")
    func opensForSeveral() async throws {
        for _ in 0..<20 {
            let fixture = try SpoolFixture()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try fixture.open().close() } }
                try await group.waitForAll()
            }
        }
    }

    @Test("A spool of a newer version is left alone")
    func newerVersion() throws {
        try fixture.open().close()
        let database = try DatabaseQueue(path: fixture.path)
        try database.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
        try database.close()
        let error = #expect(throws: SpoolError.self) { try fixture.open() }
        #expect(error?.code == .newerSchema)
    }

    @Test("A file that is no spool is left alone")
    func noSpool() throws {
        let content = Data(repeating: 0x41, count: 4096)
        try content.write(to: URL(fileURLWithPath: fixture.path))
        let error = #expect(throws: SpoolError.self) { try fixture.open() }
        #expect(error?.code == .damaged)
        #expect(try Data(contentsOf: URL(fileURLWithPath: fixture.path)) == content)
    }

    @Test("A folder that is not there is an error")
    func noFolder() throws {
        try FileManager.default.removeItem(at: fixture.folder)
        let error = #expect(throws: SpoolError.self) { try fixture.open() }
        #expect(error?.code == .cannotOpen)
    }
}
