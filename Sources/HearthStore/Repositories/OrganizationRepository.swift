import Alerting
import HearthCore
import Postgres

/// The tenants.
struct OrganizationRepository: OrganizationDirectory {
    let database: Database

    func create(name: String) async throws(CoreError) -> Organization {
        let name = try FieldCheck.text(name, "name", lengths: FieldCheck.nameLengths)
        let id = OrganizationID.new()
        return try await database.transaction(of: id) { transaction in
            let rows = try await transaction.query(
                "INSERT INTO hearth.organizations (id, name) VALUES ($1, $2) RETURNING id, name, created_at",
                [.text(name)]
            )
            let founder = Principal.localOperator(of: id)
            try await transaction.pipeline(OrganizationRepository.startingLimits(transaction, founder))
            try await transaction.audit(.create, .organization, id, by: founder)
            return try OrganizationRepository.organization(rows.only(or: .organization))
        }
    }

    func organization(as principal: Principal) async throws(CoreError) -> Organization {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                "SELECT id, name, created_at FROM hearth.organizations WHERE id = $1"
            )
            return try OrganizationRepository.organization(rows.only(or: .organization))
        }
    }

    /// Every group starts with the defaults as version 1, so that what holds is always a version that somebody set.
    private static func startingLimits(_ transaction: TenantTransaction, _ founder: Principal) -> [PostgresStatement] {
        LimitGroup.allCases.flatMap { group in
            LimitDefaults.limits(in: group).map { limits in
                LimitRepository.insert(
                    limits,
                    .standard(for: limits.metric),
                    for: .group(group),
                    limits.metric,
                    reason: "Hearth's starting values",
                    by: founder,
                    transaction
                )
            }
        }
    }

    private static func organization(_ row: PostgresRow) throws -> Organization {
        Organization(
            id: try row.decode("id"),
            name: try row.decode("name"),
            createdAt: try row.decode("created_at")
        )
    }
}
