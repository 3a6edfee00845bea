import ExactJSON
import HearthCore
import Postgres

/// The gateways.
struct GatewayRepository: GatewayRegister {
    let database: Database

    static let columns = "id, name, created_at, enrolled_at, revoked_at"

    func gateways(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<Gateway> {
        let after = try PageCursor.id(page.after, as: GatewayID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(GatewayRepository.columns) FROM hearth.gateways
                WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
                """,
                [.id(after), .limit(page)]
            )
            return Page(try rows.map(GatewayRepository.gateway), page) { Cursor($0.id.description) }
        }
    }

    func gateway(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> Gateway {
        try await database.transaction(of: principal.organization) { transaction in
            try await GatewayRepository.find(id, transaction)
        }
    }

    func create(
        name: String,
        as principal: Principal
    ) async throws(CoreError) -> (gateway: Gateway, code: EnrolmentCode) {
        let name = try FieldCheck.text(name, "name", lengths: FieldCheck.nameLengths)
        let id = GatewayID.new()
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                INSERT INTO hearth.gateways (organization_id, id, name) VALUES ($1, $2, $3)
                RETURNING \(GatewayRepository.columns)
                """,
                [.id(id), .text(name)]
            )
            let code = try await GatewayRepository.issueCode(id, transaction)
            try await transaction.audit(.create, .gateway, id, ["name": .string(name)], by: principal)
            return (try GatewayRepository.gateway(rows.only(or: .gateway)), code)
        }
    }

    func revoke(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> Gateway {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                UPDATE hearth.gateways SET revoked_at = coalesce(revoked_at, now())
                WHERE organization_id = $1 AND id = $2 RETURNING \(GatewayRepository.columns)
                """,
                [.id(id)]
            )
            let gateway = try GatewayRepository.gateway(rows.only(or: .gateway))
            try await transaction.audit(.revoke, .gateway, id, by: principal)
            return gateway
        }
    }

    /// Reads a gateway of the tenant.
    static func find(_ id: GatewayID, _ transaction: TenantTransaction, lock: String = "") async throws -> Gateway {
        let rows = try await transaction.query(
            "SELECT \(columns) FROM hearth.gateways WHERE organization_id = $1 AND id = $2 \(lock)",
            [.id(id)]
        )
        return try gateway(rows.only(or: .gateway))
    }

    private static func gateway(_ row: PostgresRow) throws -> Gateway {
        Gateway(
            id: try row.decode("id"),
            name: try row.decode("name"),
            createdAt: try row.decode("created_at"),
            enrolledAt: try row.decode("enrolled_at"),
            revokedAt: try row.decode("revoked_at")
        )
    }
}
