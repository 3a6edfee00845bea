import Alerting
import Postgres
import Vitals

/// What is known of one device, from its rows: one for each gateway that has ever reported it.
struct WatchedDevice {
    private var now: Instant?
    private var seenAt: Instant?
    private var expectedSince: Instant?
    private var gateways: [(isSilent: Bool, heardSince: Instant)] = []

    mutating func add(_ row: PostgresRow, _ policy: TechnicalPolicy) throws {
        let now = try row.decode("now", as: Instant.self)
        self.now = now
        expectedSince = try row.decode("expected_since")
        if let seen = try row.decode("seen_at", as: Instant?.self) { seenAt = max(seen, seenAt ?? seen) }
        guard try row.decode("is_watched", as: Bool.self) else { return }
        let gateway = Silence.gateway(
            heardAt: try row.decode("heard_at"),
            isRevoked: false,
            serverBackAt: try row.decode("server_back_at"),
            now: now,
            policy: policy
        )
        gateways.append((gateway.verdict != .over, try row.decode("heard_since")))
    }

    func finding(_ policy: TechnicalPolicy) -> TechnicalFinding? {
        guard let now else { return nil }
        return Silence.device(
            seenAt: seenAt,
            expectedSince: expectedSince,
            gateways: gateways,
            now: now,
            policy: policy
        )
    }
}
