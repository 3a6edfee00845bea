import Alerting
import HearthCore
import Postgres
import Vitals

/// What the database knows of a gateway that reports, read after the equipment has been locked.
struct ReportContext {
    let now: Instant
    /// Since when the gateway has been heard without a silence, this report included.
    let heardSince: Instant
    let baseline: GatewayBaseline
    /// When other gateways last saw the devices of the report.
    let seenByOthers: [DeviceID: Instant]
    var board: EquipmentBoard

    static func statements(
        _ gateway: GatewayID,
        _ devices: [DeviceID],
        _ transaction: TenantTransaction
    ) -> [PostgresStatement] {
        let subjects = [AlertSubject.gateway(gateway)] + devices.map(AlertSubject.device)
        return [
            EquipmentLock.take(subjects, transaction),
            transaction.statement(
                """
                SELECT now() AS now, heard_at, heard_since, refused_baseline, undecodable_baseline,
                    (SELECT max(ended_at) FROM hearth.server_silences WHERE organization_id = $1) AS server_back_at
                FROM (VALUES (1)) AS one
                LEFT JOIN hearth.gateway_reports ON organization_id = $1 AND gateway_id = $2
                """,
                [.id(gateway)]
            ),
            transaction.statement(
                """
                SELECT device_id, max(seen_at) AS seen_at FROM hearth.device_sightings
                WHERE organization_id = $1 AND gateway_id <> $2 AND device_id = ANY ($3) AND seen_at IS NOT NULL
                GROUP BY device_id
                """,
                [.id(gateway), .array(devices.map { .id($0) }, of: .uuid)]
            ),
            EquipmentBoard.openAlerts(of: subjects, transaction),
        ]
    }

    /// Reads the answers to `statements`.
    init(_ answers: [PostgresRows], _ policy: TechnicalPolicy) throws {
        let row = try answers[1].only(or: .gateway)
        now = try row.decode("now")
        heardSince = Silence.heardSince(
            try row.decode("heard_since"),
            heardAt: try row.decode("heard_at"),
            serverBackAt: try row.decode("server_back_at"),
            now: now,
            policy: policy
        )
        baseline = GatewayBaseline(
            refused: try row.decode("refused_baseline", as: Int?.self) ?? 0,
            undecodable: try row.decode("undecodable_baseline", as: Int?.self) ?? 0
        )
        var seen: [DeviceID: Instant] = [:]
        for row in answers[2] { seen[try row.decode("device_id")] = try row.decode("seen_at", as: Instant.self) }
        seenByOthers = seen
        board = try EquipmentBoard(answers[3])
    }
}
