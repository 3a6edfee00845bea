import Alerting
import ExactJSON
import HearthCore
import ReadingExchange
import SocketHTTP

/// Orders to gateways to pair devices: `/v1/gateways/{gatewayId}/pairings`, and how the gateways carried them out.
struct PairingRoutes: Sendable {
    let pairings: any PairingOrders

    func add(to table: inout RouteTable) {
        table.add(.orderPairing, answer: order)
        table.add(.listPairings, answer: list)
        table.add(.getPairing, answer: read)
        table.add(.withdrawPairing, answer: withdraw)
        table.add(.finishPairing, answer: finish)
    }

    @Sendable private func order(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let gateway: GatewayID = try call.pathIdentifier("gatewayId")
        let form = try await call.form(["device", "passkey", "validForHours"])
        let draft = PairingOrderDraft(
            gateway: gateway,
            device: try form.required("device").word(upTo: 17),
            passkey: try form.optional("passkey")?.passkey(),
            validHours: try form.optional("validForHours")?.integer(in: PairingOrderDraft.validHours)
                ?? PairingOrderDraft.defaultValidHours
        )
        let order = try await pairings.order(draft, as: principal)
        return .created(order.json, at: "/v1/gateways/\(gateway)/pairings/\(order.id)")
    }

    @Sendable private func list(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let gateway: GatewayID = try call.pathIdentifier("gatewayId")
        return .page(try await pairings.orders(of: gateway, page: call.query.page(), as: principal), \.json)
    }

    @Sendable private func read(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: PairingOrderID = try call.pathIdentifier("pairingId")
        return .json(try await pairings.order(id, of: call.pathIdentifier("gatewayId"), as: principal).json)
    }

    @Sendable private func withdraw(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: PairingOrderID = try call.pathIdentifier("pairingId")
        return .json(try await pairings.withdraw(id, of: call.pathIdentifier("gatewayId"), as: principal).json)
    }

    @Sendable private func finish(_ call: Call, by principal: Principal) async throws -> ServerResponse {
        let id: PairingOrderID = try call.pathIdentifier("pairingId")
        let outcome = try PairingOutcome(JSONReader(try await call.document()))
        return .json(try await pairings.finish(id, outcome, as: principal).json)
    }
}
