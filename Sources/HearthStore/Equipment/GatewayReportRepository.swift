import Alerting
import ExactJSON
import HearthCore
import Postgres
import ReadingExchange
import Vitals

/// The latest report of each gateway, and the technical alerts that follow from it.
struct GatewayReportRepository: GatewayReports {
    let database: Database
    let policy: TechnicalPolicy

    func receive(_ report: GatewayReport, as principal: Principal) async throws(CoreError) -> ReceivedReport {
        guard case .gateway(let gateway) = principal.subject else { throw .notFound(.gateway) }
        return try await database.transaction(of: principal.organization) { transaction in
            let devices = try await GatewayReportRepository.registered(report.devices, transaction)
            let keys = devices.values.sorted { $0.description < $1.description }
            let answers = try await transaction.pipeline(ReportContext.statements(gateway, keys, transaction))
            var context = try ReportContext(answers, policy)
            let sightings = report.devices.compactMap { device in
                devices[device.identifier].map { DeviceSighting($0, device, in: report, receivedAt: context.now) }
            }
            judge(report, of: gateway, sightings, &context)
            try await transaction.pipeline(
                [GatewayReportRepository.keep(report, of: gateway, context, transaction)]
                    + DeviceSighting.keep(sightings, of: gateway, transaction)
                    + AlertWriter(transaction: transaction).statements(for: context.board.transitions)
            )
            let now = context.now
            return ReceivedReport(gateway: gateway, receivedAt: now, heardAt: now, report: report)
        }
    }

    func latest(of gateway: GatewayID, as principal: Principal) async throws(CoreError) -> ReceivedReport {
        try await database.transaction(of: principal.organization) { transaction in
            _ = try await GatewayRepository.find(gateway, transaction)
            let rows = try await transaction.query(
                """
                SELECT received_at, heard_at, report::text AS report FROM hearth.gateway_reports
                WHERE organization_id = $1 AND gateway_id = $2
                """,
                [.id(gateway)]
            )
            let row = try rows.only(or: .gatewayReport)
            let document = try JSONValue(parsing: Array(try row.decode("report", as: String.self).utf8))
            return ReceivedReport(
                gateway: gateway,
                receivedAt: try row.decode("received_at"),
                heardAt: try row.decode("heard_at"),
                report: try GatewayReport(JSONReader(document))
            )
        }
    }

    private func judge(
        _ report: GatewayReport,
        of gateway: GatewayID,
        _ sightings: [DeviceSighting],
        _ context: inout ReportContext
    ) {
        let findings = report.findings(
            receivedAt: context.now,
            heardSince: context.heardSince,
            baseline: context.baseline,
            policy: policy
        )
        context.board.take(findings, of: .gateway(gateway))
        for sighting in sightings where sighting.isNewest(beside: context.seenByOthers[sighting.id]) {
            context.board.take(sighting.device.findings(policy: policy), of: .device(sighting.id))
        }
    }

    /// Those of the devices that the organisation has registered; the others have nobody whom an alert would help.
    private static func registered(
        _ devices: [GatewayReport.Device],
        _ transaction: TenantTransaction
    ) async throws -> [String: DeviceID] {
        let rows = try await transaction.query(
            "SELECT id, identifier FROM hearth.devices WHERE organization_id = $1 AND identifier = ANY ($2)",
            [.array(devices.map { .text($0.identifier) }, of: .text)]
        )
        var known: [String: DeviceID] = [:]
        for row in rows { known[try row.decode("identifier")] = try row.decode("id", as: DeviceID.self) }
        return known
    }

    private static func keep(
        _ report: GatewayReport,
        of gateway: GatewayID,
        _ context: ReportContext,
        _ transaction: TenantTransaction
    ) -> PostgresStatement {
        let baseline = context.baseline.after(report)
        return transaction.statement(
            """
            INSERT INTO hearth.gateway_reports (
                organization_id, gateway_id, received_at, heard_at, heard_since, refused_baseline,
                undecodable_baseline, report)
            VALUES ($1, $2, now(), now(), $3, $4, $5, $6)
            ON CONFLICT (organization_id, gateway_id) DO UPDATE SET
                received_at = excluded.received_at, heard_at = excluded.heard_at, heard_since = excluded.heard_since,
                refused_baseline = excluded.refused_baseline, undecodable_baseline = excluded.undecodable_baseline,
                report = excluded.report
            """,
            [
                .id(gateway), .instant(context.heardSince), .integer(baseline.refused),
                .integer(baseline.undecodable), .jsonb(String(decoding: report.json.serialized(), as: UTF8.self)),
            ]
        )
    }
}
