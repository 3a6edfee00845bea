import HearthCore

/// A way to tell on-call staff about an alert.
///
/// Delivery is at least once: a channel may be handed the same notification again after a crash.
public protocol NotificationChannel: Sendable {
    /// Tells these people; returns when the message is out of Hearth's hands.
    ///
    /// - Throws: When it could not be delivered; it stays in the outbox and is tried again.
    func tell(_ notification: AlertNotification, to recipients: [User]) async throws
}
