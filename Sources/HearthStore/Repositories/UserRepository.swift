import ExactJSON
import HearthCore
import Postgres

/// The members of the care team.
struct UserRepository: UserDirectory {
    let database: Database

    private static let columns = "id, name, role, created_at, revoked_at"

    func users(page: PageRequest, as principal: Principal) async throws(CoreError) -> Page<User> {
        let after = try PageCursor.id(page.after, as: UserID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                SELECT \(UserRepository.columns) FROM hearth.users
                WHERE organization_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3
                """,
                [.id(after), .limit(page)]
            )
            return Page(try rows.map(UserRepository.user), page) { Cursor($0.id.description) }
        }
    }

    func create(
        name: String,
        role: Role,
        as principal: Principal
    ) async throws(CoreError) -> (user: User, token: BearerToken) {
        let name = try FieldCheck.text(name, "name", lengths: FieldCheck.nameLengths)
        guard role != .gateway else { throw .invalid(field: "role", message: "must be one of a person") }
        let id = UserID.new()
        return try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                INSERT INTO hearth.users (organization_id, id, name, role) VALUES ($1, $2, $3, $4)
                RETURNING \(UserRepository.columns)
                """,
                [.id(id), .text(name), .text(role.rawValue)]
            )
            let token = try await CredentialRepository.issue(to: .user(id), transaction)
            let detail: JSONObject = ["name": .string(name), "role": .string(role.rawValue)]
            try await transaction.audit(.create, .user, id, detail, by: principal)
            return (try UserRepository.user(rows.only(or: .user)), token)
        }
    }

    func revoke(_ id: UserID, as principal: Principal) async throws(CoreError) -> User {
        try await database.transaction(of: principal.organization) { transaction in
            let rows = try await transaction.query(
                """
                UPDATE hearth.users SET revoked_at = coalesce(revoked_at, now())
                WHERE organization_id = $1 AND id = $2 RETURNING \(UserRepository.columns)
                """,
                [.id(id)]
            )
            let user = try UserRepository.user(rows.only(or: .user))
            try await transaction.audit(.revoke, .user, id, by: principal)
            return user
        }
    }

    private static func user(_ row: PostgresRow) throws -> User {
        User(
            id: try row.decode("id"),
            name: try row.decode("name"),
            role: try row.decodeRaw("role"),
            createdAt: try row.decode("created_at"),
            revokedAt: try row.decode("revoked_at")
        )
    }
}
