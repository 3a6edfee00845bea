import HearthCore
import Postgres

/// A transaction in which one organisation's rows, and no others, are visible.
///
/// In every statement `$1` is the organisation: keys lead with it, and a statement that names it can be sent to the
/// machine that holds it, should tenants be distributed one day.
final class TenantTransaction {
    /// The tenant.
    let organization: OrganizationID
    private let connection: PostgresConnection
    private let lockWait: Duration?
    private var isTenantSet = false

    /// - Parameters:
    ///   - organization: The tenant.
    ///   - connection: A connection that has begun a transaction.
    ///   - lockWait: How long a statement waits for a lock; nil leaves it at the role's setting.
    init(organization: OrganizationID, connection: PostgresConnection, lockWait: Duration? = nil) {
        self.organization = organization
        self.connection = connection
        self.lockWait = lockWait
    }

    /// A statement for `pipeline`; its own parameters start at `$2`.
    func statement(_ sql: String, _ parameters: [PostgresValue] = []) -> PostgresStatement {
        PostgresStatement(sql, [.id(organization)] + parameters)
    }

    /// Runs one statement; its own parameters start at `$2`.
    @discardableResult
    func query(_ sql: String, _ parameters: [PostgresValue] = []) async throws(PostgresError) -> PostgresRows {
        let rows = try await pipeline([statement(sql, parameters)])
        return rows[0]
    }

    /// Runs statements in one round trip; the first one of a transaction takes the tenant's setting along.
    @discardableResult
    func pipeline(_ statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresRows] {
        if isTenantSet { return try await connection.pipeline(statements) }
        isTenantSet = true
        return Array(try await connection.pipeline([settings] + statements).dropFirst())
    }

    private var settings: PostgresStatement {
        let tenant = "set_config('hearth.organization_id', $1, true)"
        let name = PostgresValue.text(organization.description)
        guard let lockWait else { return PostgresStatement("SELECT \(tenant)", [name]) }
        return PostgresStatement(
            "SELECT \(tenant), set_config('lock_timeout', $2, true)",
            [name, .text("\(Int64(lockWait / .milliseconds(1)))ms")]
        )
    }
}
