import Alerting
import HearthCore
import HearthStore
import ReadingExchange
import Testing
import Vitals

/// Orders to gateways to pair devices, in the database.
@Suite(.timeLimit(.minutes(3)))
struct PairingOrderTests {
    private static let device = "E8:07:01:02:03:04"

    @Test(
        "an order reaches its gateway with the passkey, and what became of it is kept, audited, and told again harmless"
    )
    func life() async throws {
        try await Clinic.with { clinic in
            let gateway = try clinic.gatewayID
            let draft = PairingOrderDraft(
                gateway: gateway,
                device: Self.device.lowercased(),
                passkey: 918_273,
                validHours: 2
            )
            let order = try await clinic.ports.pairings.order(draft, as: clinic.administrator)
            #expect(order.state == .waiting && order.device == Self.device && order.hasPasskey)
            #expect(order.expiresAt.milliseconds(since: order.orderedAt) == 2 * 3_600_000)
            #expect(order.orderedBy == .localOperator)
            let task = PairingTask(id: order.id.uuid, device: Self.device, passkey: 918_273, expiresAt: order.expiresAt)
            #expect(try await clinic.ports.pairings.tasks(as: clinic.gateway) == [task])
            let refused = PairingOutcome.failed(reason: "pairing.refused")
            let failed = try await clinic.ports.pairings.finish(order.id, refused, as: clinic.gateway)
            #expect(failed.state == .failed(reason: "pairing.refused") && failed.endedAt != nil)
            #expect(try await clinic.ports.pairings.tasks(as: clinic.gateway).isEmpty)
            #expect(try await clinic.ports.pairings.finish(order.id, refused, as: clinic.gateway) == failed)
            #expect(try await clinic.ports.pairings.order(order.id, of: gateway, as: clinic.administrator) == failed)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.pairing_orders WHERE passkey IS NOT NULL") == 0)
            let audited = """
                SELECT count(*) FROM hearth.audit WHERE subject_kind = 'pairing-order'
                    AND action IN ('order-pairing', 'finish-pairing') AND detail::text NOT LIKE '%918273%'
                """
            #expect(try await clinic.count(audited) == 2)
        }
    }

    @Test("a new order for the same device takes the place of the one that waits")
    func replaces() async throws {
        try await Clinic.with { clinic in
            let draft = PairingOrderDraft(gateway: try clinic.gatewayID, device: Self.device)
            let first = try await clinic.ports.pairings.order(draft, as: clinic.administrator)
            let second = try await clinic.ports.pairings.order(draft, as: clinic.administrator)
            let tasks = try await clinic.ports.pairings.tasks(as: clinic.gateway)
            #expect(tasks.map(\.id) == [second.id.uuid] && tasks[0].passkey == nil)
            let page = try await clinic.ports.pairings.orders(
                of: draft.gateway,
                page: PageRequest(limit: 10),
                as: clinic.administrator
            )
            #expect(page.items.map(\.id) == [first.id, second.id])
            #expect(page.items.map(\.state) == [.withdrawn, .waiting])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask { _ = try await clinic.ports.pairings.order(draft, as: clinic.administrator) }
                }
                try await group.waitForAll()
            }
            #expect(try await clinic.ports.pairings.tasks(as: clinic.gateway).count == 1)
        }
    }

    @Test("an order whose time is over is no longer wanted, and its passkey is forgotten; a bond for it is a fact")
    func expires() async throws {
        try await Clinic.with { clinic in
            let draft = PairingOrderDraft(gateway: try clinic.gatewayID, device: Self.device, passkey: 7)
            let order = try await clinic.ports.pairings.order(draft, as: clinic.administrator)
            try await clinic.execute(
                """
                UPDATE hearth.pairing_orders SET ordered_at = ordered_at - interval '30 days',
                    expires_at = now() - interval '1 second'
                """
            )
            #expect(try await clinic.ports.pairings.tasks(as: clinic.gateway).isEmpty)
            #expect(try await clinic.count("SELECT count(*) FROM hearth.pairing_orders WHERE passkey IS NOT NULL") == 0)
            let failure = PairingOutcome.failed(reason: "pairing.unreachable")
            let expired = try await clinic.ports.pairings.finish(order.id, failure, as: clinic.gateway)
            #expect(expired.state == .expired && expired.endedAt == nil)
            await #expect(throws: CoreError.conflict(.pairingOrderEnded)) {
                try await clinic.ports.pairings.withdraw(order.id, of: draft.gateway, as: clinic.administrator)
            }
            let bond = PairingOutcome.paired(isAuthenticated: true)
            let paired = try await clinic.ports.pairings.finish(order.id, bond, as: clinic.gateway)
            #expect(paired.state == .paired(isAuthenticated: true))
        }
    }

    @Test("an order is withdrawn once, and another gateway or organisation has nothing to do with it")
    func belongs() async throws {
        try await Clinic.with { clinic in
            let draft = PairingOrderDraft(gateway: try clinic.gatewayID, device: Self.device)
            let order = try await clinic.ports.pairings.order(draft, as: clinic.administrator)
            let other = try await clinic.ports.gateways.create(name: "Other", as: clinic.administrator).gateway
            let stranger = Principal(
                organization: clinic.administrator.organization,
                role: .gateway,
                subject: .gateway(other.id)
            )
            let neighbour = try await clinic.neighbour()
            #expect(try await clinic.ports.pairings.tasks(as: stranger).isEmpty)
            for principal in [stranger, neighbour.gateway] {
                await #expect(throws: CoreError.notFound(.pairingOrder)) {
                    try await clinic.ports.pairings.finish(order.id, .failed(reason: "x"), as: principal)
                }
            }
            await #expect(throws: CoreError.notFound(.pairingOrder)) {
                try await clinic.ports.pairings.order(order.id, of: draft.gateway, as: neighbour.administrator)
            }
            await #expect(throws: CoreError.notFound(.gateway)) {
                try await clinic.ports.pairings.order(draft, as: neighbour.administrator)
            }
            let withdrawn = try await clinic.ports.pairings.withdraw(
                order.id,
                of: draft.gateway,
                as: clinic.administrator
            )
            #expect(withdrawn.state == .withdrawn)
            #expect(try await clinic.ports.pairings.tasks(as: clinic.gateway).isEmpty)
        }
    }

    @Test("what cannot be carried out is refused: no address, a revoked gateway, more than a gateway can keep")
    func refuses() async throws {
        try await Clinic.with { clinic in
            let gateway = try clinic.gatewayID
            await #expect(throws: CoreError.self) {
                try await clinic.ports.pairings.order(
                    PairingOrderDraft(gateway: gateway, device: "cuff"),
                    as: clinic.administrator
                )
            }
            func order(_ number: Int) async throws {
                let device = "E8:07:01:02:03:\(number < 16 ? "0" : "")\(String(number, radix: 16, uppercase: true))"
                let draft = PairingOrderDraft(gateway: gateway, device: device)
                _ = try await clinic.ports.pairings.order(draft, as: clinic.administrator)
            }
            for number in 0..<PairingTask.maximumCount { try await order(number) }
            await #expect(throws: CoreError.conflict(.tooManyPairingOrders)) {
                try await order(PairingTask.maximumCount)
            }
            try await order(0)
            _ = try await clinic.ports.gateways.revoke(gateway, as: clinic.administrator)
            await #expect(throws: CoreError.conflict(.gatewayRevoked)) { try await order(1) }
        }
    }
}

extension Clinic {
    fileprivate var gatewayID: GatewayID {
        get throws {
            guard case .gateway(let id) = gateway.subject else { throw CoreError.notFound(.gateway) }
            return id
        }
    }
}
