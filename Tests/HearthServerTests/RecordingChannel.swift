import HearthCore
import HearthServer
import Synchronization

/// A channel that remembers whom it told of what, and fails for some notifications.
final class RecordingChannel: NotificationChannel {
    private let recorded = Mutex<[(notification: Int64, recipients: [UserID])]>([])
    private let failing: Set<Int64>

    init(failing: Set<Int64> = []) { self.failing = failing }

    /// The notifications that went out, in order.
    var told: [Int64] { recorded.withLock { $0.map(\.notification) } }
    /// Who was told.
    var recipients: Set<UserID> { recorded.withLock { Set($0.flatMap(\.recipients)) } }

    func tell(_ notification: AlertNotification, to recipients: [User]) async throws {
        guard !failing.contains(notification.id) else { throw CoreError.unavailable }
        recorded.withLock { $0.append((notification.id, recipients.map(\.id))) }
    }
}
