/// When equipment counts as silent, full, late, empty or off.
public struct TechnicalPolicy: Sendable, Hashable {
    /// How long nothing may be heard of a gateway.
    ///
    /// A gateway reports every five minutes: three missed reports, so that a restarted router or a lost request is no
    /// alert.
    public var gatewaySilenceSeconds = 15 * 60
    /// How long a device that somebody has may not be seen.
    ///
    /// Most measure once a day: a day and a half, so that a late breakfast is no alert and a missed day is.
    public var deviceSilenceSeconds = 36 * 60 * 60
    /// How long no server may be alive before people are told once one is: longer than a restart of all of them.
    public var serverSilenceSeconds = 5 * 60
    /// How long a measurement may wait on a gateway that is heard: uploads are tried at least every few minutes.
    public var uploadDelaySeconds = 60 * 60
    /// The battery's percentage from which on it is low: meters still measure, and a person has days to bring a new
    /// one.
    public var batteryLowPercent = 15
    /// The percentage from which on it is good again, so that a cold morning does not end an alert.
    public var batteryGoodPercent = 25
    /// How far a device's clock may be off.
    ///
    /// Up to that the gateway's correction is all that is needed; a missed change of daylight-saving time and a clock
    /// that was never set are beyond it.
    public var clockOffsetSeconds = 15 * 60
    /// How little it must be off to be right again.
    public var clockRightSeconds = 5 * 60
    /// The share of the spool, in percent, below which it is no longer nearly full: it was at 80.
    public var spoolGoodPercent = 70

    /// The defaults.
    public init() {}
}
