import Vitals

/// Who is silent: the gateway, the device or the server.
public enum Silence {
    /// Whether a gateway is silent.
    ///
    /// A gateway could not be heard while no server was alive; it has all of its time again once one is.
    ///
    /// - Parameters:
    ///   - heardAt: When it was last heard: a report or an upload.
    ///   - isRevoked: Whether it has been revoked: then nothing is expected of it.
    ///   - serverBackAt: When the latest silence of the server ended; nil when there was none.
    ///   - now: The database's clock.
    ///   - policy: The thresholds.
    /// - Returns: What was found out.
    public static func gateway(
        heardAt: Instant,
        isRevoked: Bool,
        serverBackAt: Instant?,
        now: Instant,
        policy: TechnicalPolicy
    ) -> TechnicalFinding {
        guard !isRevoked else { return TechnicalFinding(.gatewaySilent, .over, .gatewayRevoked) }
        let limit = policy.gatewaySilenceSeconds
        guard hasPassed(limit, since: max(heardAt, serverBackAt ?? heardAt), now) else {
            return TechnicalFinding(.gatewaySilent, .over, .gatewayHeard)
        }
        return TechnicalFinding(.gatewaySilent, .stands(.medium), .gatewayNotHeard(since: heardAt, limitSeconds: limit))
    }

    /// Since when a gateway that is heard now has been heard without a silence.
    ///
    /// - Parameters:
    ///   - since: What was known before; nil when it was never heard.
    ///   - heardAt: When it was last heard before now.
    ///   - serverBackAt: When the latest silence of the server ended.
    ///   - now: The database's clock.
    ///   - policy: The thresholds.
    /// - Returns: The same as before, or now when it was silent.
    public static func heardSince(
        _ since: Instant?,
        heardAt: Instant?,
        serverBackAt: Instant?,
        now: Instant,
        policy: TechnicalPolicy
    ) -> Instant {
        guard let since, let heardAt else { return now }
        let before = gateway(
            heardAt: heardAt,
            isRevoked: false,
            serverBackAt: serverBackAt,
            now: now,
            policy: policy
        )
        return before.verdict == .over ? since : now
    }

    /// What a revocation is to a gateway's alert of any rule: nothing is expected of it any more.
    public static func revoked(_ rule: TechnicalRule) -> TechnicalFinding {
        TechnicalFinding(rule, .over, .gatewayRevoked)
    }

    /// Whether a device is silent; nil while that cannot be said, since every gateway that is to read it is silent.
    ///
    /// - Parameters:
    ///   - seenAt: When any gateway last saw it; nil when none ever did.
    ///   - expectedSince: Since when somebody has it; nil when nobody does.
    ///   - gateways: Those that are to read it and are not revoked: whether each is silent, and since when it has been
    ///     heard without a silence.
    ///   - now: The database's clock.
    ///   - policy: The thresholds.
    /// - Returns: What was found out; nil when nothing was.
    public static func device(
        seenAt: Instant?,
        expectedSince: Instant?,
        gateways: [(isSilent: Bool, heardSince: Instant)],
        now: Instant,
        policy: TechnicalPolicy
    ) -> TechnicalFinding? {
        guard let expectedSince, !gateways.isEmpty else {
            return TechnicalFinding(.deviceSilent, .over, .deviceNotExpected)
        }
        guard let watchedSince = gateways.filter({ !$0.isSilent }).map(\.heardSince).min() else { return nil }
        let limit = policy.deviceSilenceSeconds
        let since = max(expectedSince, seenAt ?? expectedSince)
        if hasPassed(limit, since: max(since, watchedSince), now) {
            return TechnicalFinding(.deviceSilent, .stands(.medium), .deviceNotSeen(since: since, limitSeconds: limit))
        }
        // Not seen and not watched for long enough: nothing is known that would raise an alert or end one.
        return hasPassed(limit, since: since, now) ? nil : TechnicalFinding(.deviceSilent, .over, .deviceSeen)
    }

    /// What a time in which no server was alive is: an alert whose condition is over when it is found.
    public static func server(from start: Instant, until end: Instant) -> [TechnicalFinding] {
        let reason = TechnicalReason.serverNotAlive(from: start, until: end)
        return [
            TechnicalFinding(.serverSilent, .stands(.high), reason), TechnicalFinding(.serverSilent, .over, reason),
        ]
    }

    private static func hasPassed(_ seconds: Int, since instant: Instant, _ now: Instant) -> Bool {
        now.milliseconds(since: instant) > Int64(seconds) * 1_000
    }
}
