import HearthCore

/// Stores requests of one tenant together.
protocol GroupStore: Sendable {
    /// Stores all of the requests in one transaction, or nothing.
    ///
    /// - Parameters:
    ///   - requests: In the order in which they arrived; of one tenant.
    ///   - lockWait: How long to wait for a lock.
    /// - Returns: The outcomes of each request, committed.
    /// - Throws: Why nothing was stored.
    func store(_ requests: [IngestRequest], lockWait: Duration) async throws(IngestFailure) -> [[IngestOutcome]]
}
