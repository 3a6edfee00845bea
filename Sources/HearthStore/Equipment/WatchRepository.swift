import Alerting
import HearthCore
import Logging
import Postgres

/// Looks for silence: one server at a time, on the database's clock.
///
/// A server that dies while it looks leaves the rest of it to the next one that it is time for; looking twice does no
/// harm, since what is found is judged under the equipment's locks.
struct WatchRepository: EquipmentWatch {
    let database: Database
    let policy: TechnicalPolicy
    /// How long nobody may have looked before it is time again.
    let pause: Duration
    let heard: HeardGateways
    let logger: Logger

    func keep() async throws(CoreError) -> Bool {
        let rows = try await database.query(
            "SELECT hearth.keep_watch($1::text::interval, $2::text::interval) AS is_time",
            [.text("\(policy.serverSilenceSeconds) seconds"), .text("\(pause.milliseconds) milliseconds")]
        )
        await noteHeard()
        guard try WatchRepository.decoded({ try rows[0].decode("is_time", as: Bool.self) }) else { return false }
        let organizations = try await database.query("SELECT hearth.organizations_to_watch() AS id")
        for row in organizations {
            let organization = try WatchRepository.decoded { try row.decode("id", as: OrganizationID.self) }
            await looking(at: organization) { () throws(CoreError) in
                try await database.transaction(of: organization) { transaction in
                    try await SilenceRound(transaction: transaction, policy: policy).run()
                }
            }
        }
        return true
    }

    /// One organisation's failure is logged and keeps nobody else from being watched; the next look tries it again.
    @discardableResult
    private func looking(
        at organization: OrganizationID,
        _ body: () async throws(CoreError) -> Void
    ) async -> Bool {
        do throws(CoreError) {
            try await body()
            return true
        } catch {
            logger.error(
                "an organisation's equipment cannot be watched",
                metadata: ["organization": "\(organization)", "error": "\(error)"]
            )
            return false
        }
    }

    /// Writes which gateways have uploaded here.
    private func noteHeard() async {
        for (organization, gateways) in heard.take() {
            let isWritten = await looking(at: organization) { () throws(CoreError) in
                try await database.transaction(of: organization) { transaction in
                    try await HeardUpdate(transaction: transaction, policy: policy).run(gateways)
                }
            }
            if !isWritten { heard.putBack(gateways, of: organization) }
        }
    }

    private static func decoded<Value>(_ body: () throws -> Value) throws(CoreError) -> Value {
        do {
            return try body()
        } catch {
            throw CoreError(storing: error)
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
