import HearthCore
import Synchronization

/// An outbox in memory: what is claimed is not due again, as in the store until its claim lapses.
final class MemoryOutbox: NotificationOutbox {
    private struct State {
        var due: [OrganizationID: [AlertNotification]] = [:]
        var claimed: [OrganizationID: [AlertNotification]] = [:]
        var delivered: [OrganizationID: [Int64]] = [:]
        var listeners: [AsyncStream<Void>.Continuation] = []
    }

    private let state = Mutex(State())
    private let failing: OrganizationID?

    /// Makes an outbox that cannot be asked about one organisation.
    init(failing: OrganizationID? = nil) { self.failing = failing }

    /// Owes a notification, and says so.
    func owe(_ notification: AlertNotification, in organization: OrganizationID) {
        let listeners = state.withLock { state in
            state.due[organization, default: []].append(notification)
            return state.listeners
        }
        for listener in listeners { listener.yield() }
    }

    /// What is recorded as delivered.
    func delivered(in organization: OrganizationID) -> [Int64] {
        state.withLock { $0.delivered[organization] ?? [] }
    }

    /// What is still owed, claimed or not.
    func owed(in organization: OrganizationID) -> [Int64] {
        state.withLock { ($0.due[organization, default: []] + $0.claimed[organization, default: []]).map(\.id) }
    }

    func organizationsWithWork() async throws(CoreError) -> [OrganizationID] {
        state.withLock { state in
            state.due.filter { !$0.value.isEmpty }.keys.sorted { $0.description < $1.description }
        }
    }

    func claim(limit: Int, as principal: Principal) async throws(CoreError) -> [AlertNotification] {
        guard principal.organization != failing else { throw .unavailable }
        return state.withLock { state in
            let due = state.due[principal.organization, default: []]
            state.due[principal.organization] = Array(due.dropFirst(limit))
            state.claimed[principal.organization, default: []] += due.prefix(limit)
            return Array(due.prefix(limit))
        }
    }

    func delivered(_ ids: [Int64], as principal: Principal) async throws(CoreError) {
        state.withLock { state in
            state.delivered[principal.organization, default: []] += ids
            state.claimed[principal.organization]?.removeAll { ids.contains($0.id) }
        }
    }

    func wakeUps() async -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    /// Whether somebody waits for news.
    var isListenedTo: Bool { state.withLock { !$0.listeners.isEmpty } }
}
