import HearthCore
import Postgres

/// Codes and tokens of gateways.
extension GatewayRepository {
    /// A technician takes the code to the patient's home: a day is too short, a month an open door.
    private static let codeValidity = "7 days"
    /// Uploads under way with the token of before may finish.
    private static let tokenOverlap = "10 minutes"

    func renewCode(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> EnrolmentCode {
        try await database.transaction(of: principal.organization) { transaction in
            try await GatewayRepository.lockUnrevoked(id, transaction)
            try await transaction.query(
                """
                UPDATE hearth.enrolment_codes SET expires_at = least(expires_at, now())
                WHERE organization_id = $1 AND gateway_id = $2 AND used_at IS NULL
                """,
                [.id(id)]
            )
            let code = try await GatewayRepository.issueCode(id, transaction)
            try await transaction.audit(.renewCode, .gateway, id, by: principal)
            return code
        }
    }

    func enroll(code: String) async throws(CoreError) -> Enrolment {
        guard let secret = BearerSecret(.enrolment, code) else { throw .unauthenticated }
        return try await database.transaction(of: secret.organization) { transaction in
            let gateway = try await GatewayRepository.use(secret, transaction)
            _ = try await GatewayRepository.expireTokens(of: gateway, within: "0", transaction)
            let token = try await CredentialRepository.issue(to: .gateway(gateway), transaction)
            try await transaction.query(
                "UPDATE hearth.gateways SET enrolled_at = now() WHERE organization_id = $1 AND id = $2",
                [.id(gateway)]
            )
            let itself = Principal(organization: secret.organization, role: .gateway, subject: .gateway(gateway))
            try await transaction.audit(.enroll, .gateway, gateway, by: itself)
            return Enrolment(organization: secret.organization, gateway: gateway, token: token)
        }
    }

    func rotate(_ id: GatewayID, as principal: Principal) async throws(CoreError) -> BearerToken {
        try await database.transaction(of: principal.organization) { transaction in
            try await GatewayRepository.lockUnrevoked(id, transaction)
            _ = try await GatewayRepository.expireTokens(of: id, within: GatewayRepository.tokenOverlap, transaction)
            let token = try await CredentialRepository.issue(to: .gateway(id), transaction)
            try await transaction.audit(.rotateToken, .gateway, id, by: principal)
            return token
        }
    }

    /// Tokens that were issued before and never confirmed are lost: whoever has one has not said that he is the
    /// gateway.
    func renewToken(as principal: Principal) async throws(CoreError) -> (gateway: GatewayID, token: BearerToken) {
        let own = try GatewayRepository.own(principal)
        return try await database.transaction(of: principal.organization) { transaction in
            try await GatewayRepository.lockUnrevoked(own.gateway, transaction)
            _ = try await GatewayRepository.expireTokens(
                of: own.gateway,
                within: "0",
                besides: own.credential,
                transaction
            )
            let token = try await CredentialRepository.issue(to: .gateway(own.gateway), transaction)
            try await transaction.audit(.renewToken, .gateway, own.gateway, by: principal)
            return (own.gateway, token)
        }
    }

    func confirmToken(as principal: Principal) async throws(CoreError) -> Gateway {
        let own = try GatewayRepository.own(principal)
        return try await database.transaction(of: principal.organization) { transaction in
            try await GatewayRepository.lockUnrevoked(own.gateway, transaction)
            let count = try await GatewayRepository.expireTokens(
                of: own.gateway,
                within: GatewayRepository.tokenOverlap,
                besides: own.credential,
                transaction
            )
            let gateway = try await GatewayRepository.find(own.gateway, transaction)
            if count > 0 { try await transaction.audit(.confirmToken, .gateway, own.gateway, by: principal) }
            return gateway
        }
    }

    private static func own(
        _ principal: Principal
    ) throws(CoreError) -> (gateway: GatewayID, credential: CredentialID) {
        guard case .gateway(let gateway) = principal.subject, let credential = principal.credential else {
            throw .internal(code: "not-a-gateway")
        }
        return (gateway, credential)
    }

    static func issueCode(_ id: GatewayID, _ transaction: TenantTransaction) async throws -> EnrolmentCode {
        let secret = BearerSecret(.enrolment, organization: transaction.organization, row: GatewayID.new().uuid)
        let rows = try await transaction.query(
            """
            INSERT INTO hearth.enrolment_codes (organization_id, id, gateway_id, secret_hash, expires_at)
            VALUES ($1, $2, $3, $4, now() + $5::text::interval) RETURNING expires_at
            """,
            [.uuid(secret.row), .id(id), .bytea(secret.hash), .text(codeValidity)]
        )
        return EnrolmentCode(text: secret.text, expiresAt: try rows.only(or: .gateway).decode("expires_at"))
    }

    /// Marks the code as used; of two who present it at once, one is refused.
    private static func use(_ secret: BearerSecret, _ transaction: TenantTransaction) async throws -> GatewayID {
        let rows = try await transaction.query(
            """
            SELECT c.secret_hash, c.gateway_id
            FROM hearth.enrolment_codes c
            JOIN hearth.gateways g ON g.organization_id = c.organization_id AND g.id = c.gateway_id
            WHERE c.organization_id = $1 AND c.id = $2 AND c.used_at IS NULL AND c.expires_at > now()
                AND g.revoked_at IS NULL
            FOR UPDATE OF c
            """,
            [.uuid(secret.row)]
        )
        guard let row = rows.first, secret.matches(hash: try row.decode("secret_hash")) else {
            throw CoreError.unauthenticated
        }
        try await transaction.query(
            "UPDATE hearth.enrolment_codes SET used_at = now() WHERE organization_id = $1 AND id = $2",
            [.uuid(secret.row)]
        )
        return try row.decode("gateway_id")
    }

    /// Lets a gateway's tokens expire, but for one, and returns how many had longer.
    private static func expireTokens(
        of id: GatewayID,
        within interval: String,
        besides kept: CredentialID? = nil,
        _ transaction: TenantTransaction
    ) async throws -> Int {
        try await transaction.query(
            """
            UPDATE hearth.credentials SET expires_at = now() + $3::text::interval
            WHERE organization_id = $1 AND gateway_id = $2 AND id IS DISTINCT FROM $4
                AND (expires_at IS NULL OR expires_at > now() + $3::text::interval)
            RETURNING id
            """,
            [.id(id), .text(interval), .id(kept)]
        ).count
    }

    private static func lockUnrevoked(_ id: GatewayID, _ transaction: TenantTransaction) async throws {
        let gateway = try await find(id, transaction, lock: "FOR NO KEY UPDATE")
        guard gateway.revokedAt == nil else { throw CoreError.conflict(.gatewayRevoked) }
    }
}
