import EventLoops
import Foundation
import Logging
import Synchronization

/// One server's connections on one loop.
final class LoopWorker: @unchecked Sendable {
    // Sendable: `openCount` is atomic; the rest is touched on the loop's thread only.

    /// Refusals that are being told at one time; above it a connection is closed without a word.
    private static let maximumRefusals = 64

    let loop: EventLoop
    let context: ServerContext
    var dateCache = DateCache()
    private(set) var isStopping = false
    private var connections: [ObjectIdentifier: Connection] = [:]
    private var refusals = 0
    private let openCount = Atomic<Int>(0)

    init(loop: EventLoop, context: ServerContext) {
        self.loop = loop
        self.context = context
    }

    /// Connections that were handed to this worker and are not closed; from any thread.
    var load: Int { openCount.load(ordering: .relaxed) }

    /// Takes over an accepted connection; from any thread.
    func adopt(_ descriptor: Int32, peer: SocketAddress) {
        openCount.wrappingAdd(1, ordering: .relaxed)
        loop.execute { [self] in open(descriptor, peer: peer, isRefused: false) }
    }

    /// Answers 503 to a connection that is one too many; from any thread.
    func refuse(_ descriptor: Int32, peer: SocketAddress) {
        openCount.wrappingAdd(1, ordering: .relaxed)
        loop.execute { [self] in
            guard refusals < LoopWorker.maximumRefusals else { return discard(descriptor) }
            open(descriptor, peer: peer, isRefused: true)
        }
    }

    /// Lets requests in flight finish and closes what is idle; from any thread.
    func stop() {
        loop.execute { [self] in
            isStopping = true
            for connection in connections.values { connection.assumeIsolated { $0.stopWaiting() } }
        }
    }

    /// Cuts every connection; from any thread.
    func abort() {
        loop.execute { [self] in
            for connection in connections.values { connection.assumeIsolated { $0.abort() } }
        }
    }

    func closed(_ connection: Connection) {
        assert(loop.isCurrent)
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        if connection.isRefused { refusals -= 1 }
        openCount.wrappingSubtract(1, ordering: .relaxed)
    }

    private func open(_ descriptor: Int32, peer: SocketAddress, isRefused: Bool) {
        do {
            let source = try EventSource(descriptor: descriptor, on: loop)
            let connection = Connection(source: source, worker: self, peer: peer, isRefused: isRefused)
            connections[ObjectIdentifier(connection)] = connection
            if isRefused { refusals += 1 }
            connection.assumeIsolated { $0.start() }
        } catch {
            context.logger.error("connection not watched", metadata: ["error": "\(error)"])
            discard(descriptor)
        }
    }

    private func discard(_ descriptor: Int32) {
        close(descriptor)
        openCount.wrappingSubtract(1, ordering: .relaxed)
    }
}
