import Alerting

/// What gateways say of themselves.
public protocol GatewayReports: Sendable {
    /// Keeps a report in place of the gateway's one before, and raises and ends technical alerts by it, in one
    /// transaction.
    ///
    /// The principal must be a gateway.
    func receive(_ report: GatewayReport, as principal: Principal) async throws(CoreError) -> ReceivedReport
    /// The latest report of a gateway.
    ///
    /// - Throws: `CoreError.notFound` when there is no such gateway, or it has not reported yet.
    func latest(of gateway: GatewayID, as principal: Principal) async throws(CoreError) -> ReceivedReport
}
