import Alerting
import HearthCore
import Postgres
import Vitals

/// A registered device in a gateway's report.
struct DeviceSighting {
    let id: DeviceID
    let device: GatewayReport.Device
    /// When the gateway last saw it, on the database's clock; nil when it has not since its start.
    let seenAt: Instant?

    init(_ id: DeviceID, _ device: GatewayReport.Device, in report: GatewayReport, receivedAt: Instant) {
        self.id = id
        self.device = device
        seenAt = device.lastSeenAt.map { lastSeenAt in
            let age = max(0, report.reportedAt.milliseconds(since: lastSeenAt))
            return Instant(millisecondsSince1970: receivedAt.millisecondsSince1970 - age)
        }
    }

    /// Whether what this gateway knows of the device is the newest: a device that went to another home is that one's.
    func isNewest(beside other: Instant?) -> Bool {
        guard let other else { return true }
        return seenAt.map { $0 > other } ?? false
    }

    /// The statements that keep the sightings, and note which devices the gateway no longer lists.
    static func keep(
        _ sightings: [DeviceSighting],
        of gateway: GatewayID,
        _ transaction: TenantTransaction
    ) -> [PostgresStatement] {
        let devices = PostgresValue.array(sightings.map { .id($0.id) }, of: .uuid)
        return [
            transaction.statement(
                """
                UPDATE hearth.device_sightings SET is_listed = false
                WHERE organization_id = $1 AND gateway_id = $2 AND is_listed AND device_id <> ALL ($3)
                """,
                [.id(gateway), devices]
            ),
            transaction.statement(
                """
                INSERT INTO hearth.device_sightings AS known (
                    organization_id, gateway_id, device_id, is_listed, seen_at)
                SELECT $1, $2, device_id, true, seen_at FROM unnest($3::uuid[], $4::timestamptz[]) AS new (device_id, seen_at)
                ON CONFLICT (organization_id, device_id, gateway_id) DO UPDATE SET
                    is_listed = true, seen_at = greatest(known.seen_at, excluded.seen_at)
                """,
                [.id(gateway), devices, .array(sightings.map { .instant($0.seenAt) }, of: .timestamptz)]
            ),
        ]
    }
}
