import Foundation
import Synchronization

/// One connection through the relay.
final class RelayLink: Sendable {
    private struct State {
        var isListener = false
        var isCut = false
    }

    private static let listen = Array("LISTEN ".utf8)

    private let client: RelaySocket
    private let server: RelaySocket
    private let traffic: RelayTraffic
    private let startedListening: @Sendable () -> Void
    private let state = Mutex(State())

    init(
        client: RelaySocket,
        server: RelaySocket,
        traffic: RelayTraffic,
        startedListening: @escaping @Sendable () -> Void
    ) {
        self.client = client
        self.server = server
        self.traffic = traffic
        self.startedListening = startedListening
    }

    /// The client has sent a LISTEN.
    var isListener: Bool { state.withLock { $0.isListener } }

    /// From now on nothing passes any more, and nothing says so.
    func cut() { state.withLock { $0.isCut = true } }

    func close() {
        client.shutDown()
        server.shutDown()
    }

    /// Passes on what the client sends, until either side ends.
    func passRequests() {
        while true {
            let bytes = client.receive()
            if bytes.isEmpty { break }
            if bytes.firstRange(of: RelayLink.listen) != nil { noteListener() }
            guard isCut || server.send(bytes) else { break }
        }
        close()
    }

    /// Passes on what the server sends, until either side ends.
    func passAnswers() {
        var messages = ServerMessages()
        while true {
            let bytes = server.receive()
            if bytes.isEmpty { break }
            let passed = messages.take(bytes).filter(traffic.mayPass).flatMap(\.bytes)
            guard isCut || client.send(passed) else { break }
        }
        close()
    }

    private var isCut: Bool { state.withLock { $0.isCut } }

    private func noteListener() {
        let isFirst = state.withLock { state in
            defer { state.isListener = true }
            return !state.isListener
        }
        if isFirst { startedListening() }
    }
}
