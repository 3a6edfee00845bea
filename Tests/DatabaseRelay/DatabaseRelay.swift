import Foundation
import Synchronization

/// Stands between Hearth and PostgreSQL and loses what it is told to lose; no TLS is spoken through it.
public final class DatabaseRelay: Sendable {
    private struct State {
        var links: [ObjectIdentifier: RelayLink] = [:]
        var isClosed = false
        /// Links that have sent a LISTEN so far.
        var listeners = 0
    }

    let port: UInt16
    private let target: String
    private let listener: RelaySocket
    private let traffic = RelayTraffic()
    private let state = Mutex(State())

    /// Listens on a loopback port.
    ///
    /// - Parameter target: The path of the server's Unix socket.
    /// - Throws: `POSIXError` when no port is free.
    init(to target: String) throws {
        self.target = target
        (listener, port) = try RelaySocket.listen()
        Thread.detachNewThread { [self] in
            while let client = listener.accept() { serve(client) }
        }
    }

    /// Notifications that were passed on, and those that were swallowed.
    public var notifications: (passed: Int, swallowed: Int) { traffic.notifications }

    /// How many connections have begun to listen so far.
    public var listeners: Int { state.withLock { $0.listeners } }

    /// From now on notifications are swallowed on every connection, or passed on again.
    public func swallowNotifications(_ isSwallowing: Bool = true) { traffic.swallow(isSwallowing) }

    /// From now on nothing passes, in either direction, on the connections that listen; nothing is closed.
    public func cutListeners() {
        for link in state.withLock({ Array($0.links.values) }) where link.isListener { link.cut() }
    }

    /// From now on nothing passes, in either direction, on any connection that is open now; nothing is closed.
    public func cutAll() {
        for link in state.withLock({ Array($0.links.values) }) { link.cut() }
    }

    /// Ends every connection and takes no more.
    public func close() {
        listener.shutDown()
        let links = state.withLock { state in
            state.isClosed = true
            return Array(state.links.values)
        }
        for link in links { link.close() }
    }

    private func serve(_ client: RelaySocket) {
        guard let server = try? RelaySocket.connect(to: target) else { return client.shutDown() }
        let link = RelayLink(client: client, server: server, traffic: traffic) { [self] in
            state.withLock { $0.listeners += 1 }
        }
        let isOpen = state.withLock { state in
            if !state.isClosed { state.links[ObjectIdentifier(link)] = link }
            return !state.isClosed
        }
        guard isOpen else { return link.close() }
        Thread.detachNewThread { link.passRequests() }
        Thread.detachNewThread { [self] in
            link.passAnswers()
            state.withLock { $0.links[ObjectIdentifier(link)] = nil }
        }
    }
}
