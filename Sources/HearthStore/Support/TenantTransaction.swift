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
    private let limits: Limits
    private var isTenantSet = false

    /// How long a transaction waits; nil leaves it at the role's or the connection's setting.
    struct Limits {
        /// For a lock.
        var lockWait: Duration?
        /// For the answer of one round trip.
        var statement: Duration?
    }

    /// Takes a connection that has begun a transaction.
    init(organization: OrganizationID, connection: PostgresConnection, limits: Limits = Limits()) {
        self.organization = organization
        self.connection = connection
        self.limits = limits
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
        let first = first
        let rows = try await connection.pipeline(first + statements, timeLimit: limits.statement)
        return Array(rows.dropFirst(first.count))
    }

    /// Runs statements and commits in the same round trip; the last thing that the transaction does.
    ///
    /// Cancellation is not heeded from here on.
    @discardableResult
    func commit(after statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresRows] {
        let first = first
        let rows = try await connection.commit(after: first + statements, timeLimit: limits.statement)
        return Array(rows.dropFirst(first.count))
    }

    /// What has to be set before the first statement.
    private var first: [PostgresStatement] {
        if isTenantSet { return [] }
        isTenantSet = true
        return [settings]
    }

    private var settings: PostgresStatement {
        let tenant = "set_config('hearth.organization_id', $1, true)"
        let name = PostgresValue.text(organization.description)
        guard let lockWait = limits.lockWait else { return PostgresStatement("SELECT \(tenant)", [name]) }
        return PostgresStatement(
            "SELECT \(tenant), set_config('lock_timeout', $2, true)",
            [name, .text("\(Int64(lockWait / .milliseconds(1)))ms")]
        )
    }
}
