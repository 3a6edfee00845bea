import Foundation
import HearthCore
import Postgres
import Testing

@testable import HearthStore

/// How long a token that was looked up is relied on.
struct PrincipalMemoryTests {
    private static let start = ContinuousClock.now
    private static let clock = PostgresTimestamp(microsecondsSince2000: 0)
    private let secret = BearerSecret(.token, organization: .new(), row: UserID.new().uuid)
    private let stamp = UUID()

    private func word(_ stamp: UUID?, _ seconds: Double = 0) -> PrincipalMemory.Word {
        let now = PostgresTimestamp(microsecondsSince2000: Int64(seconds * 1_000_000))
        return PrincipalMemory.Word(stamp: stamp, now: now, askedAt: Self.start + .seconds(seconds))
    }

    private func entry(expiresAfter seconds: Int64? = nil) -> PrincipalMemory.Entry {
        let principal = Principal(organization: secret.organization, role: .clinician, subject: .user(.new()))
        let expiry = seconds.map { PostgresTimestamp(microsecondsSince2000: $0 * 1_000_000) } ?? .infinity
        return PrincipalMemory.Entry(principal: principal, hash: secret.hash, expiry: expiry)
    }

    private func memory(expiresAfter seconds: Int64? = nil) -> PrincipalMemory {
        var memory = PrincipalMemory()
        memory.forgetAll(isListening: true)
        memory.keep(entry(expiresAfter: seconds), for: secret, word(stamp), since: memory.changes)
        return memory
    }

    private func isKnown(_ memory: PrincipalMemory, after seconds: Double) -> Bool {
        memory.principal(for: secret, at: Self.start + .seconds(seconds)) != nil
    }

    @Test("a token is known until the database's word on it is too old, and longer when it is confirmed")
    func trust() {
        var memory = memory()
        #expect(isKnown(memory, after: 0) && isKnown(memory, after: 2.9) && !isKnown(memory, after: 3.1))
        memory.confirm(word(stamp, 2), of: secret.organization)
        #expect(isKnown(memory, after: 4.9) && !isKnown(memory, after: 5.1))
    }

    @Test("a stamp that has changed, a notification and the end of listening each make it unknown")
    func forgets() {
        for change in 0..<4 {
            var memory = memory()
            switch change {
            case 0: memory.confirm(word(UUID(), 1), of: secret.organization)
            case 1: memory.forget(secret.organization)
            case 2: memory.forgetAll(isListening: false)
            default: memory.forgetAll(isListening: true)
            }
            #expect(!isKnown(memory, after: 1), "change \(change)")
        }
    }

    @Test("a change of another organisation changes nothing")
    func others() {
        var memory = memory()
        memory.forget(.new())
        memory.confirm(word(UUID(), 1), of: .new())
        #expect(isKnown(memory, after: 1))
    }

    @Test("an answer that was asked for before a change is not kept, and without listening nothing is")
    func lateAnswers() {
        var memory = PrincipalMemory()
        memory.keep(entry(), for: secret, word(stamp), since: memory.changes)
        #expect(!isKnown(memory, after: 0))
        memory.forgetAll(isListening: true)
        let before = memory.changes
        memory.forget(secret.organization)
        memory.keep(entry(), for: secret, word(stamp), since: before)
        #expect(!isKnown(memory, after: 0))
    }

    @Test("an older word never takes the place of a newer one")
    func order() {
        var memory = memory()
        let other = UUID()
        memory.confirm(word(other, 2), of: secret.organization)
        memory.confirm(word(stamp, 1), of: secret.organization)
        #expect(!isKnown(memory, after: 2))
    }

    @Test("a token expires by the database's clock, whether it has been confirmed since or not")
    func expiry() {
        var memory = memory(expiresAfter: 2)
        #expect(isKnown(memory, after: 1.9) && !isKnown(memory, after: 2))
        memory.confirm(word(stamp, 1), of: secret.organization)
        #expect(isKnown(memory, after: 1.9) && !isKnown(memory, after: 2))
    }

    @Test("another secret for the same row is not known")
    func secrets() {
        let memory = memory()
        let forged = BearerSecret(.token, organization: secret.organization, row: secret.row)
        #expect(memory.principal(for: forged, at: Self.start) == nil)
    }

    @Test("memory is bounded, what comes then is kept, and most of what was there too", arguments: [true, false])
    func bounded(isOneOrganization: Bool) {
        var memory = PrincipalMemory(capacity: 100)
        memory.forgetAll(isListening: true)
        for _ in 0..<1_000 {
            let organization = isOneOrganization ? secret.organization : .new()
            let another = BearerSecret(.token, organization: organization, row: UserID.new().uuid)
            let most = memory.count
            memory.keep(entry(), for: another, word(stamp), since: memory.changes)
            #expect(memory.count <= 100 && memory.count > most / 2)
        }
        memory.keep(entry(), for: secret, word(stamp), since: memory.changes)
        #expect(isKnown(memory, after: 0) && memory.organizations.count <= (isOneOrganization ? 1 : 100))
    }
}
