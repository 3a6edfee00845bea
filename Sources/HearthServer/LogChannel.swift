import Alerting
import HearthCore
import Logging

/// Tells on-call staff through the server's log, which names nobody but by key.
public struct LogChannel: NotificationChannel {
    private let logger: Logger

    /// Makes a channel that writes to this logger.
    public init(logger: Logger) { self.logger = logger }

    /// Writes one line for each notification.
    public func tell(_ notification: AlertNotification, to recipients: [User]) async throws {
        logger.notice(
            "on-call staff told",
            metadata: [
                "alert": "\(notification.event.alert)",
                "change": "\(notification.event.change.rawValue)",
                "priority": "\(notification.event.priority)",
                "recipients": "\(recipients.map(\.id.description).joined(separator: ","))",
                "attempt": "\(notification.attempt)",
            ]
        )
    }
}
