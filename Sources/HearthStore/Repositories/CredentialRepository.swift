import Foundation
import HearthCore
import Postgres

/// Tokens: issued once, stored as hashes, looked up as the tenant that they name.
struct CredentialRepository: Authenticator {
    /// How long a look-up may take: who waits longer is told to come back.
    private static let answerLimit: Duration = .seconds(5)

    let database: Database
    let watch: ConfigurationWatch

    func principal(for token: BearerToken) async throws(CoreError) -> Principal {
        guard let secret = BearerSecret(.token, token.text) else { throw .unauthenticated }
        if let known = watch.principal(for: secret) { return known }
        return try await Deadline.run(within: CredentialRepository.answerLimit) { () throws(CoreError) in
            try await lookUp(secret)
        }
    }

    private func lookUp(_ secret: BearerSecret) async throws(CoreError) -> Principal {
        let changes = watch.changes
        let askedAt = ContinuousClock.now
        let limits = TenantTransaction.Limits(statement: CredentialRepository.answerLimit)
        let (entry, word) = try await database.transaction(of: secret.organization, limits) { transaction in
            let statement = transaction.statement(CredentialRepository.lookUp, [.uuid(secret.row)])
            let rows = try await transaction.commit(after: [statement])[0]
            guard let row = rows.first, secret.matches(hash: try row.decode("secret_hash")) else {
                throw CoreError.unauthenticated
            }
            let entry = PrincipalMemory.Entry(
                principal: try CredentialRepository.principal(row, secret),
                hash: secret.hash,
                expiry: try row.decode("expires_at", as: PostgresTimestamp?.self) ?? .infinity
            )
            return (entry, try PrincipalMemory.Word(row, askedAt: askedAt))
        }
        watch.keep(entry, for: secret, word, since: changes)
        return entry.principal
    }

    private static let lookUp = """
        SELECT c.secret_hash, c.user_id, c.gateway_id, u.role, c.expires_at, now() AS now,
            (SELECT stamp FROM hearth.configuration_stamps WHERE organization_id = $1) AS stamp
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

    private static func principal(_ row: PostgresRow, _ secret: BearerSecret) throws -> Principal {
        let user = try row.decode("user_id", as: UserID?.self)
        return Principal(
            organization: secret.organization,
            role: user == nil ? .gateway : try row.decodeRaw("role"),
            subject: try user.map(Principal.Subject.user) ?? .gateway(try row.decode("gateway_id")),
            credential: CredentialID(secret.row)
        )
    }
}
