import Vitals

/// What the spool holds at one moment.
public struct SpoolStatus: Sendable, Equatable {
    /// Measurements that wait to be delivered.
    public let pendingCount: Int
    /// When the one that waits longest was received.
    public let oldestPendingReceivedAt: Instant?
    /// Indications that were stored and not yet decoded.
    public let undecodedCount: Int
    /// Those of them that wait for the gateway's clock.
    public let waitingForClockCount: Int
    /// Indications that cannot be decoded; they are kept.
    public let undecodableCount: Int
    /// Measurements that the server refused; they are kept.
    public let refusedCount: Int
    /// The bytes that are in use.
    public let usedBytes: Int
    /// The bytes that may be.
    public let maximumBytes: Int

    /// How full it is.
    public var pressure: SpoolPressure { SpoolPressure(usedBytes: usedBytes, maximumBytes: maximumBytes) }
}
