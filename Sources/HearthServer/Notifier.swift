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
    /// How long it waits without a signal before it looks all the same: what is due again after a failed delivery, or
    /// after the crash of a server that had claimed it, is signalled by nobody.
    public static let idlePause: Duration = .seconds(5)
    /// On-call staff are looked up in pages; more than this many are told in several rounds of the look-up.
    private static let userPage = 200

    private let outbox: any NotificationOutbox
    private let users: any UserDirectory
    private let channel: any NotificationChannel
    private let logger: Logger

    /// Makes a notifier over ports of the store.
    public init(
        outbox: any NotificationOutbox,
        users: any UserDirectory,
        channel: any NotificationChannel,
        logger: Logger
    ) {
        self.outbox = outbox
        self.users = users
        self.channel = channel
        self.logger = logger
    }

    /// Delivers until the task is cancelled, as soon as there is something to deliver.
    public func run() async {
        let (ticks, source) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let news = await outbox.wakeUps()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in news { source.yield() } }
            group.addTask {
                while (try? await Task.sleep(for: Notifier.idlePause)) != nil { source.yield() }
                source.finish()
            }
            source.yield()
            var isFailing = false
            for await _ in ticks { isFailing = await !deliverAll(isFailing: isFailing) }
            group.cancelAll()
        }
    }

    /// Delivers all that is due; false when the outbox could not be asked, which is logged the first time.
    private func deliverAll(isFailing: Bool) async -> Bool {
        do {
            while try await deliverDue() > 0, !Task.isCancelled {}
            if isFailing { logger.notice("notifications are delivered again") }
            return true
        } catch {
            // The next tick tries again.
            if !isFailing { logger.error("notifications cannot be delivered", metadata: ["error": "\(error)"]) }
            return false
        }
    }

    /// Delivers one slice of every organisation's due notifications.
    ///
    /// One organisation's failure is logged and delays nobody else; the next look tries it again.
    ///
    /// - Returns: How many went out.
    /// - Throws: `CoreError` when the outbox cannot be asked.
    public func deliverDue() async throws -> Int {
        var count = 0
        for organization in try await outbox.organizationsWithWork() {
            do {
                count += try await deliverDue(of: organization)
            } catch {
                logger.error(
                    "an organisation's notifications cannot be delivered",
                    metadata: ["organization": "\(organization)", "error": "\(error)"]
                )
            }
        }
        return count
    }

    private func deliverDue(of organization: OrganizationID) async throws -> Int {
        let principal = Principal.localOperator(of: organization)
        let due = try await outbox.claim(limit: Notifier.batchSize, as: principal)
        guard !due.isEmpty else { return 0 }
        let recipients = try await onCallStaff(as: principal)
        guard !recipients.isEmpty else {
            logger.critical("an alert has nobody to tell", metadata: ["organization": "\(organization)"])
            return 0
        }
        return try await deliver(due, to: recipients, as: principal)
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
