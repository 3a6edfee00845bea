import Alerting
import ExactJSON
import HearthCore
import Postgres
import ReadingExchange
import Vitals

/// The orders to gateways to pair devices.
struct PairingOrderRepository: PairingOrders {
    let database: Database

    func order(_ draft: PairingOrderDraft, as principal: Principal) async throws(CoreError) -> PairingOrder {
        let device = try PairingOrderRepository.checked(draft)
        let id = PairingOrderID.new()
        return try await database.transaction(of: principal.organization) { transaction in
            try await PairingOrderRepository.lock(draft.gateway, transaction)
            try await PairingOrderRepository.makeRoom(for: device, at: draft.gateway, transaction)
            let rows = try await transaction.query(
                """
                INSERT INTO hearth.pairing_orders (
                    organization_id, id, gateway_id, device, has_passkey, passkey, ordered_by_kind, ordered_by, expires_at)
                VALUES ($1, $2, $3, $4, $5::int8 IS NOT NULL, $5::int8, $6, $7, now() + make_interval(hours => $8::int8::int))
                RETURNING \(PairingOrderColumns.all)
                """,
                [.id(id), .id(draft.gateway), .text(device), .integer(draft.passkey.map(Int.init))]
                    + SubjectColumns.values(principal.subject) + [.integer(draft.validHours)]
            )
            let order = try PairingOrderColumns.decode(rows.only(or: .pairingOrder))
            try await transaction.audit(.orderPairing, .pairingOrder, id, order.auditDetail, by: principal)
            return order
        }
    }

    func orders(
        of gateway: GatewayID,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<PairingOrder> {
        let after = try PageCursor.id(page.after, as: PairingOrderID.self)
        return try await database.transaction(of: principal.organization) { transaction in
            _ = try await GatewayRepository.find(gateway, transaction)
            let rows = try await transaction.query(
                """
                SELECT \(PairingOrderColumns.all) FROM hearth.pairing_orders
                WHERE organization_id = $1 AND gateway_id = $2 AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4
                """,
                [.id(gateway), .id(after), .limit(page)]
            )
            return Page(try rows.map(PairingOrderColumns.decode), page) { Cursor($0.id.description) }
        }
    }

    func order(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder {
        try await database.transaction(of: principal.organization) { transaction in
            try await PairingOrderRepository.find(id, of: gateway, transaction)
        }
    }

    func withdraw(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder {
        try await database.transaction(of: principal.organization) { transaction in
            let order = try await PairingOrderRepository.find(id, of: gateway, transaction, lock: "FOR UPDATE")
            guard order.state == .waiting else { throw CoreError.conflict(.pairingOrderEnded) }
            let rows = try await transaction.query(
                """
                UPDATE hearth.pairing_orders SET outcome = 'withdrawn', ended_at = now(), passkey = NULL
                WHERE organization_id = $1 AND id = $2 RETURNING \(PairingOrderColumns.all)
                """,
                [.id(id)]
            )
            let ended = try PairingOrderColumns.decode(rows.only(or: .pairingOrder))
            try await transaction.audit(.withdraw, .pairingOrder, id, by: principal)
            return ended
        }
    }

    func tasks(as principal: Principal) async throws(CoreError) -> [PairingTask] {
        guard case .gateway(let gateway) = principal.subject else { throw .notFound(.gateway) }
        return try await database.transaction(of: principal.organization) { transaction in
            let answers = try await transaction.pipeline([
                transaction.statement(
                    """
                    UPDATE hearth.pairing_orders SET passkey = NULL
                    WHERE organization_id = $1 AND gateway_id = $2 AND passkey IS NOT NULL AND expires_at <= now()
                    """,
                    [.id(gateway)]
                ),
                transaction.statement(
                    """
                    SELECT id, device, passkey::int8 AS passkey, expires_at FROM hearth.pairing_orders
                    WHERE organization_id = $1 AND gateway_id = $2 AND ended_at IS NULL AND expires_at > now()
                    ORDER BY id LIMIT $3
                    """,
                    [.id(gateway), .integer(PairingTask.maximumCount)]
                ),
            ])
            return try answers[1].map(PairingOrderColumns.task)
        }
    }

    func finish(
        _ id: PairingOrderID,
        _ outcome: PairingOutcome,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder {
        guard case .gateway(let gateway) = principal.subject else { throw .notFound(.gateway) }
        return try await database.transaction(of: principal.organization) { transaction in
            let order = try await PairingOrderRepository.find(id, of: gateway, transaction, lock: "FOR UPDATE")
            guard order.state.isReplaced(by: outcome) else { return order }
            let columns = PairingOrderColumns.values(of: outcome)
            let rows = try await transaction.query(
                """
                UPDATE hearth.pairing_orders
                SET outcome = $3, is_authenticated = $4, reason = $5, ended_at = now(), passkey = NULL
                WHERE organization_id = $1 AND id = $2 RETURNING \(PairingOrderColumns.all)
                """,
                [.id(id)] + columns
            )
            let ended = try PairingOrderColumns.decode(rows.only(or: .pairingOrder))
            try await transaction.audit(.finishPairing, .pairingOrder, id, outcome.auditDetail, by: principal)
            return ended
        }
    }

    private static func checked(_ draft: PairingOrderDraft) throws(CoreError) -> String {
        let device = DeviceIdentifier.canonical(draft.device)
        guard DeviceIdentifier.isAddress(device) else {
            throw .invalid(field: "device", message: "must be a Bluetooth address like E8:07:01:02:03:04")
        }
        guard draft.passkey.map(PairingTask.passkeys.contains) ?? true else {
            throw .invalid(field: "passkey", message: "must have six digits")
        }
        guard PairingOrderDraft.validHours.contains(draft.validHours) else {
            throw .invalid(field: "validForHours", message: "must be from 1 to 720")
        }
        return device
    }

    /// One order at a time is given to a gateway, so that what is counted holds.
    private static func lock(_ gateway: GatewayID, _ transaction: TenantTransaction) async throws {
        let found = try await GatewayRepository.find(gateway, transaction, lock: "FOR NO KEY UPDATE")
        guard found.revokedAt == nil else { throw CoreError.conflict(.gatewayRevoked) }
    }

    /// Ends the order that is replaced.
    private static func makeRoom(
        for device: String,
        at gateway: GatewayID,
        _ transaction: TenantTransaction
    ) async throws {
        try await transaction.query(
            """
            UPDATE hearth.pairing_orders SET outcome = 'withdrawn', ended_at = now(), passkey = NULL
            WHERE organization_id = $1 AND gateway_id = $2 AND device = $3 AND ended_at IS NULL
            """,
            [.id(gateway), .text(device)]
        )
        let rows = try await transaction.query(
            """
            SELECT count(*) AS count FROM hearth.pairing_orders
            WHERE organization_id = $1 AND gateway_id = $2 AND ended_at IS NULL AND expires_at > now()
            """,
            [.id(gateway)]
        )
        let count = try rows.only(or: .gateway).decode("count", as: Int.self)
        guard count < PairingTask.maximumCount else { throw CoreError.conflict(.tooManyPairingOrders) }
    }

    private static func find(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        _ transaction: TenantTransaction,
        lock: String = ""
    ) async throws -> PairingOrder {
        let rows = try await transaction.query(
            """
            SELECT \(PairingOrderColumns.all) FROM hearth.pairing_orders
            WHERE organization_id = $1 AND gateway_id = $2 AND id = $3 \(lock)
            """,
            [.id(gateway), .id(id)]
        )
        return try PairingOrderColumns.decode(rows.only(or: .pairingOrder))
    }
}

extension PairingOrder {
    fileprivate var auditDetail: JSONObject {
        [
            "gateway": .string(gateway.description), "device": .string(device), "hasPasskey": .bool(hasPasskey),
            "expiresAt": .string(expiresAt.description),
        ]
    }
}

extension PairingOrder.State {
    /// A bond is a fact, whatever had become of the order; a failure is news only while the order stands.
    fileprivate func isReplaced(by outcome: PairingOutcome) -> Bool {
        switch (self, outcome) {
        case (.paired, _): false
        case (_, .paired): true
        case (.waiting, .failed): true
        case (.failed, .failed), (.withdrawn, .failed), (.expired, .failed): false
        }
    }
}

extension PairingOutcome {
    fileprivate var auditDetail: JSONObject {
        guard case .object(let object) = json else { return [:] }
        return object
    }
}
