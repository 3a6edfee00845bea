/// The changes of alerts in order, for live streams.
public protocol AlertEventFeed: Sendable {
    /// The events after a place in the order, at most `limit`; a client that hands back the last sequence number that
    /// it has seen misses none and gets none twice.
    func events(after sequence: Int64, limit: Int, as principal: Principal) async throws(CoreError) -> [AlertEvent]
    /// The place of the newest event; 0 before the first.
    func lastSequence(as principal: Principal) async throws(CoreError) -> Int64
    /// Yields whenever the organisation may have new events (and once after each reconnection of the database); what
    /// they are is asked with `events`. Ends when the server stops.
    func wakeUps(as principal: Principal) async -> AsyncStream<Void>
}
