import GRDB
import Vitals

extension Spool {
    /// When a device's clock was last set; nil when the gateway never did.
    public func clockSetting(device: String) async throws(SpoolError) -> ClockSetting? {
        try await read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT setAt, offsetSeconds FROM clockSetting WHERE device = ?",
                arguments: [device]
            ).map { row in
                ClockSetting(
                    setAt: Instant(millisecondsSince1970: row["setAt"]),
                    offsetSeconds: row["offsetSeconds"]
                )
            }
        }
    }

    /// Keeps that a device's clock is about to be set.
    public func keep(_ setting: ClockSetting, device: String) async throws(SpoolError) {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO clockSetting (device, setAt, offsetSeconds) VALUES (?, ?, ?)
                    ON CONFLICT DO UPDATE SET setAt = excluded.setAt, offsetSeconds = excluded.offsetSeconds
                    """,
                arguments: [device, setting.setAt.millisecondsSince1970, setting.offsetSeconds]
            )
        }
    }
}
