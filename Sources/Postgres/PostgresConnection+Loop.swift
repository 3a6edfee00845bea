import EventLoops

extension PostgresConnection {
    /// Asks the connection something, at once when the caller is on its loop already.
    nonisolated func onLoop<Value: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) -> Value
    ) async -> Value {
        if let value = atOnce(body) { return value }
        return await body(self)
    }

    private nonisolated func atOnce<Value: Sendable>(
        _ body: @Sendable (isolated PostgresConnection) -> Value
    ) -> Value? {
        loop.isCurrent ? assumeIsolated { body($0) } : nil
    }
}
