import Foundation
import HearthCore
import Postgres

/// The tokens that were looked up lately, and how long that may be relied on: decisions without a clock of their own.
///
/// A token is taken from memory while all of this holds: notifications are being listened to; the organisation's stamp
/// is the one under which the token was looked up, as the database has said at most `trust` ago; and the token has not
/// expired by the database's clock. So a notification makes a revocation known at once, and without it, whatever
/// happened to it, `trust` is the longest that a revoked token is still taken for reading. What is uploaded is checked
/// once more in the transaction that stores it.
struct PrincipalMemory {
    /// Tokens that are kept, of 260 bytes each: 26 MB where there are as many gateways.
    ///
    /// Beyond it a share is forgotten, and looked up again as it comes.
    static let capacity = 100_000

    /// What the database said of a token.
    struct Entry: Sendable {
        let principal: Principal
        /// What is stored of the token.
        let hash: [UInt8]
        /// When it expires by the database's clock.
        let expiry: PostgresTimestamp
    }

    /// What the database said of an organisation.
    struct Word: Sendable {
        let stamp: UUID?
        /// The database's clock.
        let now: PostgresTimestamp
        /// When it was asked; the answer is younger.
        let askedAt: ContinuousClock.Instant
    }

    private struct Tenant {
        var word: Word
        var entries: [UUID: Entry] = [:]
    }

    private var tenants: [OrganizationID: Tenant] = [:]
    private let trust: Duration
    private let capacity: Int
    private(set) var count = 0
    private var place = 0
    private var isListening = false
    /// Counts what makes an answer worthless that was asked for before it.
    private(set) var changes = 0

    /// Takes how long the database's word is relied on, and how many tokens are kept.
    init(trust: Duration = TokenTrust().limit, capacity: Int = PrincipalMemory.capacity) {
        self.trust = trust
        self.capacity = capacity
    }

    /// The organisations of which something is kept.
    var organizations: [OrganizationID] { Array(tenants.keys) }

    /// Whom a token stands for; nil when the database has to be asked.
    func principal(for secret: BearerSecret, at now: ContinuousClock.Instant) -> Principal? {
        guard isListening, let tenant = tenants[secret.organization], let entry = tenant.entries[secret.row] else {
            return nil
        }
        let age = tenant.word.askedAt.duration(to: now)
        guard age <= trust, secret.matches(hash: entry.hash) else { return nil }
        // The database's clock was read after it was asked, so this is never early.
        let latest = tenant.word.now.microsecondsSince2000.addingReportingOverflow(Int64(age / .microseconds(1)))
        guard !latest.overflow, entry.expiry.microsecondsSince2000 > latest.partialValue else { return nil }
        return entry.principal
    }

    /// Keeps what was looked up, unless something has changed since it was asked for.
    mutating func keep(_ entry: Entry, for secret: BearerSecret, _ word: Word, since changes: Int) {
        guard isListening, changes == self.changes else { return }
        while count >= capacity { forgetShare() }
        confirm(word, of: secret.organization, isKept: true)
        guard tenants[secret.organization]?.word.stamp == word.stamp else { return }
        if tenants[secret.organization]?.entries.updateValue(entry, forKey: secret.row) == nil { count += 1 }
    }

    /// Forgets a share of all tokens; see `ConfigurationCache`.
    private mutating func forgetShare() {
        count = 0
        for organization in Array(tenants.keys) {
            // Taken out, so that it is not copied.
            guard var tenant = tenants.removeValue(forKey: organization) else { continue }
            tenant.entries.dropOne(in: ConfigurationCache.share, place: &place)
            guard !tenant.entries.isEmpty else { continue }
            tenants[organization] = tenant
            count += tenant.entries.count
        }
    }

    /// Takes note of a stamp that the database has told; under another one than before nothing is known any more.
    ///
    /// - Parameters:
    ///   - word: What it said.
    ///   - organization: Of whom.
    ///   - isKept: True to remember an organisation of which nothing is kept yet.
    mutating func confirm(_ word: Word, of organization: OrganizationID, isKept: Bool = false) {
        guard let tenant = tenants[organization] else {
            if isKept { tenants[organization] = Tenant(word: word) }
            return
        }
        guard word.askedAt >= tenant.word.askedAt else { return }
        if word.stamp == tenant.word.stamp {
            tenants[organization]?.word = word
        } else {
            count -= tenant.entries.count
            tenants[organization] = isKept ? Tenant(word: word) : nil
        }
    }

    /// Forgets an organisation whose configuration has changed.
    mutating func forget(_ organization: OrganizationID) {
        changes += 1
        count -= tenants.removeValue(forKey: organization)?.entries.count ?? 0
    }

    /// Forgets everything: after a pause in listening nobody knows what was missed.
    mutating func forgetAll(isListening: Bool) {
        changes += 1
        self.isListening = isListening
        tenants = [:]
        count = 0
    }
}
