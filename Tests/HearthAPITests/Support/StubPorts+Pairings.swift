import Alerting
import HearthCore

extension StubPorts: PairingOrders {
    func order(_ draft: PairingOrderDraft, as principal: Principal) async throws(CoreError) -> PairingOrder {
        note()
        return Sample.pairing
    }

    func orders(
        of gateway: GatewayID,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<PairingOrder> {
        note()
        return Page(items: [Sample.pairing], next: nil)
    }

    func order(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder {
        note()
        return Sample.pairing
    }

    func withdraw(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder {
        note()
        throw .conflict(.pairingOrderEnded)
    }

    /// A gateway has one device to pair.
    func tasks(as principal: Principal) async throws(CoreError) -> [PairingTask] {
        [PairingTask(id: Sample.pairing.id.uuid, device: Sample.pairing.device, passkey: 42, expiresAt: Sample.instant)]
    }

    func finish(
        _ id: PairingOrderID,
        _ outcome: PairingOutcome,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder {
        note()
        return Sample.pairing
    }
}
