import Foundation
import HearthCore
import Postgres
import Vitals

/// Stores a group of requests in one transaction of two round trips, by what is known of the configuration.
struct IngestTransaction: GroupStore {
    /// How often a group begins again because devices were given to other people meanwhile.
    private static let attempts = 5
    /// How long the database may take for a step of a group: with one that has stopped, the next group waits for this.
    private static let statementLimit: Duration = .seconds(10)

    let database: Database
    let partitions: Partitions
    let watch: ConfigurationWatch

    func store(
        _ requests: [IngestRequest],
        lockWait: Duration
    ) async throws(IngestFailure) -> [[IngestOutcome]] {
        guard let group = IngestGroup(requests) else { return [] }
        do {
            try await partitions.ensure(for: group.items.lazy.map(\.reading.effectiveAt))
            guard let answers = group.outcomes(try await store(group, lockWait)) else {
                throw CoreError.internal(code: "identity-without-entry")
            }
            return answers
        } catch {
            throw IngestFailure(error)
        }
    }

    private func store(
        _ group: IngestGroup,
        _ lockWait: Duration
    ) async throws -> [MeasurementIdentity: IngestOutcome] {
        let limits = TenantTransaction.Limits(lockWait: lockWait, statement: IngestTransaction.statementLimit)
        for _ in 0..<IngestTransaction.attempts {
            let known = try await known(for: group)
            do {
                return try await database.run(of: group.organization, limits) { transaction in
                    try await GroupWriter(group: group, watch: watch, transaction: transaction).write(known)
                }
            } catch is OutdatedConfiguration {
                // What is true now was learnt on the way.
            }
        }
        throw CoreError.unavailable
    }

    /// What has to be known, from memory if it is there.
    private func known(for group: IngestGroup) async throws -> KnownOrganization {
        let remembered = watch.cache.known(of: group.organization)
        if let remembered, remembered.missing(of: group.needs).isEmpty { return remembered }
        let loaded = try await database.pool.transaction(isolation: .repeatableRead) { connection in
            let transaction = TenantTransaction(organization: group.organization, connection: connection)
            let loader = ConfigurationLoader(transaction: transaction)
            let answers = try await transaction.commit(after: [loader.stamp] + loader.statements(group.needs))
            let stamp = try answers[0][0].decode("stamp", as: UUID?.self)
            return try ConfigurationLoader.read(answers.dropFirst(), stamp: stamp, group.needs)
        }
        watch.cache.learn(loaded, of: group.organization)
        return loaded
    }
}
