import Foundation
import HearthCore
import Postgres
import Synchronization

/// Keeps what the process has in memory of tokens and configuration as fresh as the database lets it be.
final class ConfigurationWatch: Sendable {
    /// The channel on which every process hears that an organisation's configuration has changed; the payload is its
    /// key.
    static let channel = "hearth_configuration"

    let cache = ConfigurationCache()
    private let memory: Mutex<PrincipalMemory>
    private let database: Database
    private let trust: TokenTrust

    init(database: Database, trust: TokenTrust = TokenTrust()) {
        self.database = database
        self.trust = trust
        memory = Mutex(PrincipalMemory(trust: trust.limit))
    }

    /// Whom a token stands for, if that is known for certain.
    func principal(for secret: BearerSecret) -> Principal? {
        memory.withLock { $0.principal(for: secret, at: .now) }
    }

    /// To be asked before a token is looked up, and handed to `keep` with the answer.
    var changes: Int { memory.withLock { $0.changes } }

    /// Keeps what was looked up of a token.
    func keep(_ entry: PrincipalMemory.Entry, for secret: BearerSecret, _ word: PrincipalMemory.Word, since: Int) {
        memory.withLock { $0.keep(entry, for: secret, word, since: since) }
    }

    /// Takes note of a stamp that a transaction has read.
    func confirm(_ word: PrincipalMemory.Word, of organization: OrganizationID) {
        memory.withLock { $0.confirm(word, of: organization) }
    }

    /// Takes note of what a listener tells.
    func heard(_ event: PostgresListenerEvent) {
        switch event {
        case .listening: forgetAll(isListening: true)
        case .lost: forgetAll(isListening: false)
        case .notification(let notification) where notification.channel == ConfigurationWatch.channel:
            guard let organization = OrganizationID(notification.payload) else { return }
            memory.withLock { $0.forget(organization) }
            cache.forget(organization)
        case .notification: break
        }
    }

    /// Asks for the stamps at regular times until the task is cancelled.
    func run() async {
        while (try? await Task.sleep(for: trust.interval)) != nil {
            // With a database that does not answer nothing is confirmed, and what is in memory is soon too old.
            try? await check()
        }
    }

    /// Asks the database for the stamps of what is in memory.
    func check() async throws {
        let organizations = memory.withLock { $0.organizations }
        guard !organizations.isEmpty else { return }
        let askedAt = ContinuousClock.now
        let rows = try await database.pool.withConnection { connection in
            try await connection.query(
                """
                SELECT n.id, s.stamp, now() AS now
                FROM unnest($1::uuid[]) AS n (id)
                LEFT JOIN hearth.configuration_stamps_of($1) s ON s.organization_id = n.id
                """,
                [.array(organizations.map { .id($0) }, of: .uuid)],
                // Later than that it is of no use.
                timeLimit: trust.limit
            )
        }
        for row in rows {
            confirm(try PrincipalMemory.Word(row, askedAt: askedAt), of: try row.decode("id"))
        }
    }

    private func forgetAll(isListening: Bool) {
        memory.withLock { $0.forgetAll(isListening: isListening) }
        cache.forgetAll()
    }
}

extension PrincipalMemory.Word {
    /// Reads the columns `stamp` and `now`.
    init(_ row: PostgresRow, askedAt: ContinuousClock.Instant) throws {
        self.init(stamp: try row.decode("stamp"), now: try row.decode("now"), askedAt: askedAt)
    }
}
