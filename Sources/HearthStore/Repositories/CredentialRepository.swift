import Foundation
import HearthCore
import Postgres

/// Tokens: issued once, stored as hashes, looked up as the tenant that they name.
struct CredentialRepository: Authenticator {
    let database: Database

    func principal(for token: BearerToken) async throws(CoreError) -> Principal {
        guard let secret = BearerSecret(.token, token.text) else { throw .unauthenticated }
        return try await database.transaction(of: secret.organization) { transaction in
            let rows = try await transaction.query(CredentialRepository.lookUp, [.uuid(secret.row)])
            guard let row = rows.first, secret.matches(hash: try row.decode("secret_hash")) else {
                throw CoreError.unauthenticated
            }
            return try CredentialRepository.principal(row, secret.organization)
        }
    }

    private static let lookUp = """
        SELECT c.secret_hash, c.user_id, c.gateway_id, u.role
        FROM hearth.credentials c
        LEFT JOIN hearth.users u ON u.organization_id = c.organization_id AND u.id = c.user_id
        LEFT JOIN hearth.gateways g ON g.organization_id = c.organization_id AND g.id = c.gateway_id
        WHERE c.organization_id = $1 AND c.id = $2 AND (c.expires_at IS NULL OR c.expires_at > now())
            AND u.revoked_at IS NULL AND g.revoked_at IS NULL
        """

    /// Makes a token for somebody; only its hash is kept.
    static func issue(to subject: Principal.Subject, _ transaction: TenantTransaction) async throws -> BearerToken {
        let secret = BearerSecret(.token, organization: transaction.organization, row: UserID.new().uuid)
        var user: UserID?
        var gateway: GatewayID?
        switch subject {
        case .user(let id): user = id
        case .gateway(let id): gateway = id
        case .localOperator: throw CoreError.internal(code: "token-for-nobody")
        }
        try await transaction.query(
            """
            INSERT INTO hearth.credentials (organization_id, id, user_id, gateway_id, secret_hash)
            VALUES ($1, $2, $3, $4, $5)
            """,
            [.uuid(secret.row), .id(user), .id(gateway), .bytea(secret.hash)]
        )
        return BearerToken(secret.text)
    }

    private static func principal(_ row: PostgresRow, _ organization: OrganizationID) throws -> Principal {
        if let user = try row.decode("user_id", as: UserID?.self) {
            return Principal(organization: organization, role: try row.decodeRaw("role"), subject: .user(user))
        }
        let gateway = try row.decode("gateway_id", as: GatewayID.self)
        return Principal(organization: organization, role: .gateway, subject: .gateway(gateway))
    }
}
