import Foundation
import HearthCore
import Postgres
import Vitals

/// Writes a group: one round trip claims, locks and looks, the next one stores and commits.
struct GroupWriter {
    let group: IngestGroup
    let watch: ConfigurationWatch
    let transaction: TenantTransaction

    /// Claims come first and in their order, then patients in theirs, then the configuration's lock: all transactions
    /// take them in this order, so that no two wait for each other.
    ///
    /// - Parameter known: What is needed, true or not.
    /// - Returns: The outcome of each identity, committed.
    /// - Throws: `OutdatedConfiguration` when devices belong to other people than those who were locked;
    ///   `CoreError.unauthenticated` when a gateway may not upload any more.
    func write(_ known: KnownOrganization) async throws -> [MeasurementIdentity: IngestOutcome] {
        let loader = AlertLoader(group.items.lazy.map(\.reading), known)
        let askedAt = ContinuousClock.now
        let answers = try await transaction.pipeline(
            [claim, PatientLock.statement(loader.patients, transaction)]
                + ConfigurationLoader(transaction: transaction).hold + loader.statements(transaction)
        )
        let held = answers[3][0]
        watch.confirm(try PrincipalMemory.Word(held, askedAt: askedAt), of: group.organization)
        var (current, board) = (known, try loader.board(answers[4...]))
        if try held.decode("stamp", as: UUID?.self) != known.stamp {
            (current, board) = try await reload(held, loader.patients)
        }
        let clock = try held.decode("now", as: PostgresTimestamp.self)
        guard group.needs.uploaders.allSatisfy({ current.mayUpload($0, at: clock) }) else {
            throw CoreError.unauthenticated
        }
        let claimed = try answers[0][0].decode("claimed", as: Int.self)
        var outcomes = claimed == group.items.count ? [:] : try await stored()
        guard claimed + outcomes.count == group.items.count else {
            throw CoreError.internal(code: "identity-without-entry")
        }
        let now = try held.decode("now", as: Instant.self)
        let new = outcomes.isEmpty ? group.items : group.items.filter { outcomes[$0.reading.identity] == nil }
        let judged = JudgedItems(new.map { ($0, current.attribution(of: $0.reading, now: now)) })
        // Mostly there are none: then nothing has to be put together.
        outcomes = outcomes.isEmpty ? judged.outcomes : outcomes.merging(judged.outcomes) { known, _ in known }
        let writer = ReadingWriter(transaction: transaction)
        try await writer.write(judged.admitted, board, and: others(judged), commits: true)
        return outcomes
    }

    private func others(_ judged: JudgedItems) -> [PostgresStatement] {
        judged.quarantined.isEmpty ? [] : [QuarantinedItem.insert(judged.quarantined, transaction)]
    }

    /// Learns the configuration anew, under its lock, so that it stays true until the commit.
    private func reload(
        _ held: PostgresRow,
        _ locked: Set<PatientID>
    ) async throws -> (KnownOrganization, AlertBoard) {
        let configuration = ConfigurationLoader(transaction: transaction)
        let answers = try await transaction.pipeline(configuration.statements(group.needs))
        let fresh = try ConfigurationLoader.read(answers, stamp: try held.decode("stamp"), group.needs)
        watch.cache.learn(fresh, of: transaction.organization)
        let loader = AlertLoader(group.items.lazy.map(\.reading), fresh)
        guard loader.patients.isSubset(of: locked) else { throw OutdatedConfiguration() }
        return (fresh, try loader.board(try await transaction.pipeline(loader.statements(transaction))))
    }

    /// Claims the identities that are new; it answers with their number as `claimed`.
    ///
    /// Another transaction that is about to store one of them is waited for.
    private var claim: PostgresStatement {
        transaction.statement(
            "SELECT hearth.claim_identities($1, $2, $3, $4) AS claimed",
            IdentityClaim.columns(group.claims)
        )
    }

    /// The outcomes of what was stored before.
    private func stored() async throws -> [MeasurementIdentity: IngestOutcome] {
        let rows = try await transaction.query(
            """
            SELECT i.identity, i.entry_id, q.cause
            FROM unnest($2::date[], $3::uuid[], $4::uuid[]) AS new (day, identity, entry_id)
            JOIN hearth.measurement_identities i
                ON i.organization_id = $1 AND i.day = new.day AND i.identity = new.identity
            LEFT JOIN hearth.quarantine q ON q.organization_id = $1 AND q.id = i.entry_id
                AND q.stage <> 'released'
            WHERE i.entry_id <> new.entry_id
            """,
            IdentityClaim.columns(group.claims)
        )
        var outcomes: [MeasurementIdentity: IngestOutcome] = [:]
        for row in rows {
            guard let identity = MeasurementIdentity(try row.decode("identity")) else { continue }
            if try row.decode("cause", as: String?.self) != nil {
                outcomes[identity] = .quarantined(try row.decode("entry_id"), try row.decodeRaw("cause"))
            } else {
                outcomes[identity] = .duplicate(try row.decode("entry_id"))
            }
        }
        return outcomes
    }
}
