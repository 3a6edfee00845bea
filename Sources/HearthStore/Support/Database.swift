import HearthCore
import Postgres

/// Runs the work of the repositories in transactions, each as one tenant.
struct Database: Sendable {
    /// A transaction that lost against another one is run again this often; each run makes a collision less likely.
    static let retries = 8

    let pool: PostgresPool

    /// Runs `body` as a tenant: row-level security shows it nothing else.
    ///
    /// It is run again after a deadlock, so it must have no effect outside of the transaction.
    func transaction<Result: Sendable>(
        of organization: OrganizationID,
        _ limits: TenantTransaction.Limits = TenantTransaction.Limits(),
        _ body: (TenantTransaction) async throws -> Result
    ) async throws(CoreError) -> Result {
        do {
            return try await run(of: organization, limits, body)
        } catch {
            throw CoreError(storing: error)
        }
    }

    /// Runs `body` as a tenant, and throws what ended the transaction as it is.
    ///
    /// - Parameters:
    ///   - organization: The tenant.
    ///   - limits: How long it waits.
    ///   - body: What to do; it may be run again.
    /// - Returns: What `body` returned, committed.
    /// - Throws: What `body` threw, or a `PostgresError`.
    func run<Result: Sendable>(
        of organization: OrganizationID,
        _ limits: TenantTransaction.Limits,
        _ body: (TenantTransaction) async throws -> Result
    ) async throws -> Result {
        try await pool.transaction(retries: Database.retries) { connection in
            try await body(
                TenantTransaction(organization: organization, connection: connection, limits: limits)
            )
        }
    }

    /// Runs one statement that no tenant is needed for.
    func query(_ sql: String, _ parameters: [PostgresValue] = []) async throws(CoreError) -> PostgresRows {
        do {
            return try await pool.withConnection { connection in try await connection.query(sql, parameters) }
        } catch {
            throw CoreError(storing: error)
        }
    }
}
