import Alerting
import Vitals

/// A gateway's latest report, as the server keeps it.
public struct ReceivedReport: Hashable, Sendable {
    /// Whose it is.
    public let gateway: GatewayID
    /// When it arrived, on the database's clock.
    public let receivedAt: Instant
    /// When the gateway was last heard, on the database's clock: a report or an upload.
    public let heardAt: Instant
    /// What it says.
    public let report: GatewayReport

    /// Makes the value; the store does.
    public init(gateway: GatewayID, receivedAt: Instant, heardAt: Instant, report: GatewayReport) {
        self.gateway = gateway
        self.receivedAt = receivedAt
        self.heardAt = heardAt
        self.report = report
    }
}
