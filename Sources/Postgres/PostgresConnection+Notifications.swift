import CLibPQ
import EventLoops

/// Notifications.
extension PostgresConnection {
    /// Waits for notifications; answers none when the limit passes first.
    func notifications(within limit: Duration) async throws(PostgresError) -> [PostgresNotification] {
        var watch = StatementWatch(limit: limit)
        return try await exclusively(&watch) { watch throws(PostgresError) in
            while let source {
                guard PQconsumeInput(handle) == 1 else { throw giveUp() }
                let arrived = takeNotifications()
                if !arrived.isEmpty || watch.isExpired { return arrived }
                source.rearm()
                let outcome = await wait(on: source, toWrite: false, limit: watch.remaining)
                if outcome == .closed { throw connectionLost() }
                if Task.isCancelled { throw StatementWatch.error(for: .cancelled) }
            }
            throw connectionLost()
        }
    }

    private func takeNotifications() -> [PostgresNotification] {
        var taken: [PostgresNotification] = []
        while let notification = PQnotifies(handle) {
            defer { PQfreemem(notification) }
            taken.append(
                PostgresNotification(
                    channel: String(cString: notification.pointee.relname),
                    payload: String(cString: notification.pointee.extra)
                )
            )
        }
        return taken
    }
}
