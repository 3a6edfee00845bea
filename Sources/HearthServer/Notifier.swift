import HearthCore
import Logging
import Vitals

/// Delivers what the outbox owes to on-call staff.
///
/// Any number of servers run one each: a notification that one has claimed is nobody else's until its claim lapses,
/// so a crash between claim and delivery makes it late and never lost.
public struct Notifier: Sendable {
    /// Notifications taken at once: a flood goes out in slices, so that a crash repeats few of them.
    public static let batchSize = 20
    /// The pause between two looks at an empty outbox: what a missed wake-up can cost at the most.
    public static let idlePause: Duration = .seconds(1)
    /// The pause after the database failed to answer.
    public static let failurePause: Duration = .seconds(2)
    /// On-call staff are looked up in pages; more than this many are told in several rounds of the look-up.
    private static let userPage = 200

    private let outbox: any NotificationOutbox
    private let users: any UserDirectory
    private let channel: any NotificationChannel
    private let logger: Logger

    /// Makes a notifier over the ports of the store.
    public init(ports: Ports, channel: any NotificationChannel, logger: Logger) {
        outbox = ports.outbox
        users = ports.users
        self.channel = channel
        self.logger = logger
    }

    /// Delivers until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            do {
                let delivered = try await deliverDue()
                if delivered == 0 { try await Task.sleep(for: Notifier.idlePause) }
            } catch is CancellationError {
                return
            } catch {
                logger.error("notifications cannot be delivered", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: Notifier.failurePause)
            }
        }
    }

    /// Delivers one slice of every organisation's due notifications; returns how many went out.
    public func deliverDue() async throws -> Int {
        var count = 0
        for organization in try await outbox.organizationsWithWork() {
            let principal = Principal.localOperator(of: organization)
            let due = try await outbox.claim(limit: Notifier.batchSize, as: principal)
            guard !due.isEmpty else { continue }
            let recipients = try await onCallStaff(as: principal)
            if recipients.isEmpty {
                logger.critical("an alert has nobody to tell", metadata: ["organization": "\(organization)"])
                continue
            }
            count += try await deliver(due, to: recipients, as: principal)
        }
        return count
    }

    private func deliver(
        _ due: [AlertNotification],
        to recipients: [User],
        as principal: Principal
    ) async throws -> Int {
        var delivered: [Int64] = []
        for notification in due {
            do {
                try await channel.tell(notification, to: recipients)
                delivered.append(notification.id)
            } catch {
                logger.error("a notification failed", metadata: ["notification": "\(notification.id)"])
            }
        }
        try await outbox.delivered(delivered, as: principal)
        return delivered.count
    }

    private func onCallStaff(as principal: Principal) async throws -> [User] {
        var staff: [User] = []
        var request = PageRequest(limit: Notifier.userPage)
        while true {
            let page = try await users.users(page: request, as: principal)
            staff += page.items.filter { $0.role == .onCall && $0.revokedAt == nil }
            guard let next = page.next else { return staff }
            request = PageRequest(limit: Notifier.userPage, after: next)
        }
    }
}
