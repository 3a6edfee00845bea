import Vitals

/// What a continuous glucose monitor says of its session: how it is (0x2AA9), when it began (0x2AAA) and how long it
/// may be (0x2AAB).
public struct CGMSession: Hashable, Sendable {
    /// How the monitor is; nil when it does not say.
    public let status: CGMStatus?
    /// When the session began; nil when it does not say.
    public let start: CGMSessionStartTime?
    /// How long the session may be; nil when it does not say.
    public let runTime: CGMSessionRunTime?

    /// Describes a session.
    ///
    /// - Parameters:
    ///   - status: How the monitor is.
    ///   - start: When the session began.
    ///   - runTime: How long the session may be.
    public init(status: CGMStatus?, start: CGMSessionStartTime?, runTime: CGMSessionRunTime?) {
        self.status = status
        self.start = start
        self.runTime = runTime
    }

    /// Whether no session is going on.
    ///
    /// The monitor's own word counts. Without it, there is none that has no start, or whose time has passed.
    ///
    /// - Parameter now: What a clock in the monitor's zone shows.
    /// - Returns: True when one would have to be started.
    public func isOver(at now: DeviceTimestamp) -> Bool {
        if let status { return status.status.contains(.sessionStopped) }
        guard let start, start.dateTime.isKnown else { return true }
        guard let runTime, let end = start.dateTime.adding(minutes: Int(runTime.hours) * 60) else { return false }
        return (end.seconds(sinceYear: 1970) ?? 0) < (now.seconds(sinceYear: 1970) ?? 0)
    }

    /// Whether a session goes on whose records have no date, because nobody has told the monitor the time.
    public var isWithoutDate: Bool { start.map { !$0.dateTime.isKnown } ?? false }
}
