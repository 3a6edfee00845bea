import Vitals

extension GatewayReport {
    /// What the report says about the gateway itself, by each rule that can tell.
    ///
    /// - Parameters:
    ///   - receivedAt: When it arrived.
    ///   - heardSince: Since when the gateway has been heard without a silence: what waits from before has had no
    ///     chance.
    ///   - baseline: What the gateway kept at its report before.
    ///   - policy: The thresholds.
    /// - Returns: What was found out.
    public func findings(
        receivedAt: Instant,
        heardSince: Instant,
        baseline: GatewayBaseline,
        policy: TechnicalPolicy
    ) -> [TechnicalFinding] {
        let isRefusing = spool.refused > baseline.refused
        let isUndecodable = spool.undecoded == 0 && spool.undecodable > baseline.undecodable
        return [
            TechnicalFinding(.gatewaySilent, .over, .gatewayHeard),
            TechnicalFinding(.valuesRefused, isRefusing ? .stands(.medium) : .over, .refused(spool.refused)),
            TechnicalFinding(
                .valuesUndecodable,
                isUndecodable ? .stands(.medium) : .over,
                .undecodable(spool.undecodable)
            ),
            spoolFilling(policy),
            adapterUnusable(),
            uploadDelayed(receivedAt: receivedAt, heardSince: heardSince, policy),
        ].compactMap(\.self)
    }

    private func spoolFilling(_ policy: TechnicalPolicy) -> TechnicalFinding? {
        let reason = TechnicalReason.spool(spool.pressure, usedPercent: spool.usedPercent)
        switch spool.pressure {
        case .full: return TechnicalFinding(.spoolFilling, .stands(.high), reason)
        case .nearlyFull: return TechnicalFinding(.spoolFilling, .stands(.medium), reason)
        case .normal:
            guard spool.usedPercent < policy.spoolGoodPercent else { return nil }
            return TechnicalFinding(.spoolFilling, .over, reason)
        }
    }

    /// A gateway without an adapter has none that cannot be used.
    private func adapterUnusable() -> TechnicalFinding? {
        let adapter = adapter ?? .ready
        switch adapter {
        case .ready: return TechnicalFinding(.adapterUnusable, .over, .adapter(adapter))
        case .settingUp: return nil
        case .absent, .failed, .inUse: return TechnicalFinding(.adapterUnusable, .stands(.medium), .adapter(adapter))
        }
    }

    private func uploadDelayed(
        receivedAt: Instant,
        heardSince: Instant,
        _ policy: TechnicalPolicy
    ) -> TechnicalFinding? {
        let limit = policy.uploadDelaySeconds
        guard let oldest = spool.oldestUnsentAt else { return TechnicalFinding(.uploadDelayed, .over, .nothingLate) }
        let waiting = max(0, reportedAt.milliseconds(since: oldest)) / 1_000
        if waiting <= limit / 2 { return TechnicalFinding(.uploadDelayed, .over, .nothingLate) }
        guard waiting > limit, receivedAt.milliseconds(since: heardSince) / 1_000 > limit else { return nil }
        return TechnicalFinding(.uploadDelayed, .stands(.medium), .unsent(since: oldest, limitSeconds: limit))
    }
}

extension GatewayReport.Device {
    /// What the report says about the device, by each rule that can tell; it says nothing of what it does not know.
    ///
    /// - Parameter policy: The thresholds.
    /// - Returns: What was found out.
    public func findings(policy: TechnicalPolicy) -> [TechnicalFinding] {
        [batteryLow(policy), clockOff(policy), bondLost()].compactMap(\.self)
    }

    private func batteryLow(_ policy: TechnicalPolicy) -> TechnicalFinding? {
        guard let batteryPercent else { return nil }
        let reason = TechnicalReason.battery(percent: batteryPercent)
        if batteryPercent <= policy.batteryLowPercent {
            return TechnicalFinding(.batteryLow, .stands(.medium), reason)
        }
        return batteryPercent >= policy.batteryGoodPercent ? TechnicalFinding(.batteryLow, .over, reason) : nil
    }

    private func clockOff(_ policy: TechnicalPolicy) -> TechnicalFinding? {
        guard let clockOffsetSeconds else { return nil }
        let reason = TechnicalReason.clock(offsetMinutes: clockOffsetSeconds / 60)
        let offset = clockOffsetSeconds.magnitude
        if offset > UInt(policy.clockOffsetSeconds) {
            return TechnicalFinding(.deviceClockOff, .stands(.medium), reason)
        }
        return offset <= UInt(policy.clockRightSeconds) ? TechnicalFinding(.deviceClockOff, .over, reason) : nil
    }

    private func bondLost() -> TechnicalFinding? {
        bond.map { TechnicalFinding(.bondLost, $0 == .lost ? .stands(.medium) : .over, .bond($0)) }
    }
}
