import HearthCore
import Postgres
import Synchronization

/// Wakes whoever waits for an organisation's events when the database says that there are new ones.
final class AlertSignals: Sendable {
    private struct Subscribers {
        /// Those of nil are woken by every organisation.
        var byOrganization: [OrganizationID?: [Int: AsyncStream<Void>.Continuation]] = [:]
        var lastKey = 0
        var isClosed = false
    }

    private let subscribers = Mutex(Subscribers())

    /// A stream that yields at each signal of one organisation, or of all; signals that nobody has taken yet become
    /// one.
    func subscribe(to organization: OrganizationID?) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let key: Int? = subscribers.withLock { subscribers in
            guard !subscribers.isClosed else { return nil }
            subscribers.lastKey += 1
            subscribers.byOrganization[organization, default: [:]][subscribers.lastKey] = continuation
            return subscribers.lastKey
        }
        guard let key else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in self?.unsubscribe(key, from: organization) }
        return stream
    }

    /// Passes on what a listener tells.
    func heard(_ event: PostgresListenerEvent) {
        switch event {
        case .listening: wake(nil)
        case .notification(let notification) where notification.channel == AlertWriter.channel:
            OrganizationID(notification.payload).map { wake($0) }
        case .notification, .lost: break
        }
    }

    /// Wakes those of one organisation, or all: after a lost connection nobody knows who has missed what.
    private func wake(_ organization: OrganizationID?) {
        let waiting = subscribers.withLock { subscribers in
            guard let organization else { return subscribers.byOrganization.values.flatMap(\.values) }
            return [organization, nil].compactMap { subscribers.byOrganization[$0] }.flatMap(\.values)
        }
        for continuation in waiting { continuation.yield() }
    }

    private func unsubscribe(_ key: Int, from organization: OrganizationID?) {
        subscribers.withLock { subscribers in
            subscribers.byOrganization[organization]?[key] = nil
            if subscribers.byOrganization[organization]?.isEmpty == true {
                subscribers.byOrganization[organization] = nil
            }
        }
    }

    /// Ends every stream.
    func close() {
        let waiting = subscribers.withLock { subscribers in
            subscribers.isClosed = true
            defer { subscribers.byOrganization = [:] }
            return subscribers.byOrganization.values.flatMap(\.values)
        }
        for continuation in waiting { continuation.finish() }
    }
}
