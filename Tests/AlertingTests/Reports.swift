import Alerting
import Vitals

/// Reports to judge, and the clock that they are judged by.
enum Reports {
    static let start = Instant(millisecondsSince1970: 1_795_248_000_000)

    static func minute(_ minute: Int64) -> Instant { start.adding(seconds: minute * 60) }

    static func report(
        at minute: Int64 = 0,
        undecoded: Int = 0,
        undecodable: Int = 0,
        refused: Int = 0,
        oldestUnsentAt: Instant? = nil,
        usedPercent: Int = 1,
        pressure: GatewayReport.Pressure = .normal,
        adapter: GatewayReport.Adapter? = nil,
        devices: [GatewayReport.Device] = []
    ) -> GatewayReport {
        GatewayReport(
            reportedAt: Reports.minute(minute),
            version: "1",
            uptimeSeconds: 1,
            spool: GatewayReport.Spool(
                pending: 0,
                undecoded: undecoded,
                undecodable: undecodable,
                refused: refused,
                oldestUnsentAt: oldestUnsentAt,
                usedBytes: usedPercent * 100,
                maximumBytes: 10_000,
                pressure: pressure
            ),
            adapter: adapter,
            devices: devices
        )
    }

    /// What a rule finds in a report that arrives when it is made, of a gateway that has been heard for long.
    static func finding(
        _ rule: TechnicalRule,
        in report: GatewayReport,
        heardSince: Instant = minute(-10_000),
        baseline: GatewayBaseline = GatewayBaseline()
    ) -> TechnicalFinding? {
        report.findings(
            receivedAt: report.reportedAt,
            heardSince: heardSince,
            baseline: baseline,
            policy: TechnicalPolicy()
        ).first { $0.rule == rule }
    }
}
