import Alerting

/// The orders to gateways to pair devices.
public protocol PairingOrders: Sendable {
    /// Gives an order; one that waits for the same gateway and device is withdrawn by it.
    ///
    /// - Throws: `CoreError.notFound(.gateway)`, `.conflict(.gatewayRevoked)`, `.conflict(.tooManyPairingOrders)`,
    ///   `.invalid` when the device is not a Bluetooth address.
    func order(_ draft: PairingOrderDraft, as principal: Principal) async throws(CoreError) -> PairingOrder
    /// Lists a gateway's orders, ended ones included, by the time they were given.
    func orders(
        of gateway: GatewayID,
        page: PageRequest,
        as principal: Principal
    ) async throws(CoreError) -> Page<PairingOrder>
    /// One order of a gateway.
    func order(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder
    /// Takes an order back; the gateway learns it with its next report.
    ///
    /// - Throws: `CoreError.conflict(.pairingOrderEnded)`.
    func withdraw(
        _ id: PairingOrderID,
        of gateway: GatewayID,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder
    /// What the gateway that asks has to do; passkeys of orders that have expired are forgotten.
    func tasks(as principal: Principal) async throws(CoreError) -> [PairingTask]
    /// Keeps how the gateway's pairing ended; telling it again changes nothing.
    ///
    /// An order that was withdrawn or has expired meanwhile says paired all the same when there is a bond.
    func finish(
        _ id: PairingOrderID,
        _ outcome: PairingOutcome,
        as principal: Principal
    ) async throws(CoreError) -> PairingOrder
}
