import HearthCore
import Postgres
import Vitals

/// Stores a group of requests in one transaction, in a handful of round trips however many readings there are.
struct IngestTransaction: GroupStore {
    let database: Database
    let partitions: Partitions

    func store(
        _ requests: [IngestRequest],
        lockWait: Duration
    ) async throws(IngestFailure) -> [[IngestOutcome]] {
        guard let group = IngestGroup(requests) else { return [] }
        do {
            try await partitions.ensure(for: group.items.map(\.reading.effectiveAt))
            let outcomes = try await database.run(of: group.organization, lockWait: lockWait) { transaction in
                try await IngestTransaction.store(group.items, transaction)
            }
            guard let answers = group.outcomes(outcomes) else {
                throw CoreError.internal(code: "identity-without-entry")
            }
            return answers
        } catch {
            throw IngestFailure(error)
        }
    }

    private static func store(
        _ items: [IngestItem],
        _ transaction: TenantTransaction
    ) async throws -> [MeasurementIdentity: IngestOutcome] {
        let readings = items.map(\.reading)
        let attributor = Attributor(transaction: transaction)
        let answers = try await transaction.pipeline(
            claim(items, transaction) + attributor.statements(for: readings)
        )
        let new = Set(try answers[0].map { try $0.decode("entry_id", as: ReadingID.self) })
        var outcomes = try known(answers[1])
        if !new.isEmpty {
            let attributions = try await attributor.attributions(of: readings, answers[2...])
            let pairs = zip(items, attributions).filter { new.contains($0.0.id) }
            outcomes.merge(try await admit(Array(pairs), transaction)) { known, _ in known }
        }
        return outcomes
    }

    /// Claims the identities that are new, then looks up the others.
    ///
    /// Another transaction that is about to store one of them is waited for.
    private static func claim(_ items: [IngestItem], _ transaction: TenantTransaction) -> [PostgresStatement] {
        let parameters: [PostgresValue] = [
            .array(items.map { .identity($0.reading.identity) }, of: .uuid),
            .array(items.map { .id($0.id) }, of: .uuid),
        ]
        return [
            transaction.statement(
                """
                INSERT INTO hearth.measurement_identities (organization_id, identity, entry_id)
                SELECT $1, identity, entry_id FROM unnest($2::uuid[], $3::uuid[]) AS new (identity, entry_id)
                ORDER BY identity
                ON CONFLICT DO NOTHING
                RETURNING entry_id
                """,
                parameters
            ),
            transaction.statement(
                """
                SELECT i.identity, i.entry_id, q.cause
                FROM unnest($2::uuid[], $3::uuid[]) AS new (identity, entry_id)
                JOIN hearth.measurement_identities i ON i.organization_id = $1 AND i.identity = new.identity
                LEFT JOIN hearth.quarantine q ON q.organization_id = $1 AND q.id = i.entry_id
                    AND q.stage <> 'released'
                WHERE i.entry_id <> new.entry_id
                """,
                parameters
            ),
        ]
    }

    /// The outcomes of what was stored before.
    private static func known(_ rows: PostgresRows) throws -> [MeasurementIdentity: IngestOutcome] {
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

    private static func admit(
        _ pairs: [(IngestItem, Attribution)],
        _ transaction: TenantTransaction
    ) async throws -> [MeasurementIdentity: IngestOutcome] {
        var outcomes: [MeasurementIdentity: IngestOutcome] = [:]
        var admitted: [AdmittedReading] = []
        var quarantined: [QuarantinedItem] = []
        for (item, attribution) in pairs {
            switch Admission(item, attribution) {
            case .admitted(let reading):
                admitted.append(reading)
                outcomes[item.reading.identity] = .created(item.id)
            case .quarantined(let cause, let detail):
                quarantined.append(QuarantinedItem(item: item, cause: cause, detail: detail))
                outcomes[item.reading.identity] = .quarantined(QuarantineID(item.id.uuid), cause)
            }
        }
        let others = quarantined.isEmpty ? [] : [QuarantinedItem.insert(quarantined, transaction)]
        try await ReadingWriter(transaction: transaction).write(admitted, and: others)
        return outcomes
    }
}
