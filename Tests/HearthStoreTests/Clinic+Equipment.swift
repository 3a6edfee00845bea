import Alerting
import HearthCore
import HearthStore
import Vitals

extension Clinic {
    /// Reports as the gateway.
    @discardableResult
    func report(
        refused: Int = 0,
        pressure: GatewayReport.Pressure = .normal,
        devices: [GatewayReport.Device] = [],
        by gateway: Principal? = nil
    ) async throws -> ReceivedReport {
        try await ports.reports.receive(
            GatewayReport(
                reportedAt: Sample.daysAgo(0),
                version: "1.2.3",
                uptimeSeconds: 60,
                spool: GatewayReport.Spool(
                    pending: 0,
                    undecoded: 0,
                    undecodable: 0,
                    refused: refused,
                    oldestUnsentAt: nil,
                    usedBytes: 1,
                    maximumBytes: 100,
                    pressure: pressure
                ),
                devices: devices
            ),
            as: gateway ?? self.gateway
        )
    }

    /// Lets time pass for all equipment and for the servers' own looks: what happened is that much longer ago.
    func age(_ interval: String) async throws {
        try await execute(
            """
            UPDATE hearth.gateway_reports SET heard_at = heard_at - interval '\(interval)',
                received_at = received_at - interval '\(interval)';
            UPDATE hearth.device_sightings SET seen_at = seen_at - interval '\(interval)';
            UPDATE hearth.liveness SET checked_at = '-infinity'
            """
        )
    }

    /// Makes it time to look, and looks.
    @discardableResult
    func look(through ports: Ports? = nil) async throws -> Bool {
        try await execute("UPDATE hearth.liveness SET checked_at = '-infinity'")
        return try await (ports ?? self.ports).watch.keep()
    }
}
