import DequeModule
import EventLoops
import Foundation
import Logging
import Synchronization

/// One server's connections on one loop.
final class LoopWorker: @unchecked Sendable {
    // Sendable: `openCount` is atomic; the rest is touched on the loop's thread only.

    /// Refused clients that have time to read why; when there are more, the oldest connection is closed.
    private static let maximumRefusals = 64

    /// How long a client may keep the server waiting while others that idle make room: what it sent at once is read by
    /// then.
    private static let leastWait: Duration = .milliseconds(50)
    /// Entries of waiting connections that a small server need not tidy up.
    private static let spareEntries = 64
    /// Deflaters that are kept for the next answer, 256 kB each.
    private static let keptDeflaters = 4
    /// How often handlers' times are looked at, unless they are much shorter.
    private static let longestSweep: Duration = .seconds(1)

    let loop: EventLoop
    let context: ServerContext
    let share: WorkShare
    var dateCache = DateCache()
    /// Requests that handlers work on.
    var inFlight = 0
    /// Bytes of bodies that requests hold.
    var bodyBytes = 0
    private(set) var isStopping = false
    private var connections: [UInt64: Connection] = [:]
    /// Connections in the order in which they began to keep the server waiting for a request or the rest of one; among
    /// them those that do not any more.
    private var waiting = Deque<(number: UInt64, since: ContinuousClock.Instant)>()
    private var lastNumber: UInt64 = 0
    /// Connections whose clients have been told to come back, and when they are closed.
    private var refused = Deque<(descriptor: Int32, until: ContinuousClock.Instant)>()
    private var isSweeping = false
    /// Deflaters that rest between two answers.
    private var deflaters: [GzipDeflater] = []
    private let openCount = Atomic<Int>(0)

    init(loop: EventLoop, context: ServerContext, share: WorkShare) {
        self.loop = loop
        self.context = context
        self.share = share
    }

    /// Connections that were handed to this worker and are not closed; from any thread.
    var load: Int { openCount.load(ordering: .relaxed) }

    /// One more request may be worked on.
    var hasRoomForRequest: Bool { inFlight < share.requests }

    /// A deflater for one answer; nil when there is no memory for one.
    func takeDeflater() -> GzipDeflater? { deflaters.popLast() ?? GzipDeflater() }

    func giveBack(_ deflater: GzipDeflater) {
        guard deflaters.count < LoopWorker.keptDeflaters else { return }
        deflater.reset()
        deflaters.append(deflater)
    }

    /// Takes over an accepted connection, or answers it 503; from any thread.
    func adopt(_ descriptor: Int32, peer: SocketAddress, admission: AddressCount.Admission) {
        openCount.wrappingAdd(1, ordering: .relaxed)
        loop.execute { [self] in
            if admission != .refused, connections.count < share.connections || evict() {
                open(descriptor, peer: peer, admission: admission)
            } else {
                context.addresses.giveBack(admission)
                refuse(descriptor)
            }
        }
    }

    /// Closes a connection that waits for its client, if there is one; from any thread.
    func makeRoom() {
        loop.execute { [self] in _ = evict() }
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
            while closeOldestRefused() {}
        }
    }

    func closed(_ connection: Connection) {
        assert(loop.isCurrent)
        guard connections.removeValue(forKey: connection.number) != nil else { return }
        context.addresses.giveBack(connection.admission)
        openCount.wrappingSubtract(1, ordering: .relaxed)
    }

    private func open(_ descriptor: Int32, peer: SocketAddress, admission: AddressCount.Admission) {
        do {
            let source = try EventSource(descriptor: descriptor, on: loop)
            lastNumber += 1
            let now = ContinuousClock.now
            let connection = Connection(
                source: source,
                worker: self,
                number: lastNumber,
                peer: peer,
                admission: admission,
                since: now
            )
            connections[lastNumber] = connection
            wait(for: lastNumber, since: now)
            connection.assumeIsolated { $0.start() }
            sweepLater()
        } catch {
            context.logger.error("connection not watched", metadata: ["error": "\(error)"])
            context.addresses.giveBack(admission)
            refuse(descriptor)
        }
    }

    /// Tells a client to come back, and keeps the connection for a while so that it reads it.
    private func refuse(_ descriptor: Int32) {
        context.refuse(descriptor, dateLine: dateCache.current())
        refused.append((descriptor, .now + context.configuration.times.linger))
        if refused.count == 1 { closeRefusedLater() }
        if refused.count > LoopWorker.maximumRefusals { _ = closeOldestRefused() }
    }

    /// Looks again when the time of the oldest one is over, while there are any.
    private func closeRefusedLater() {
        guard let oldest = refused.first else { return }
        loop.schedule(after: ContinuousClock.now.duration(to: oldest.until)) { [self] in
            while let oldest = refused.first, oldest.until <= .now { _ = closeOldestRefused() }
            closeRefusedLater()
        }
    }

    private func closeOldestRefused() -> Bool {
        guard let oldest = refused.popFirst() else { return false }
        context.close(refused: oldest.descriptor)
        openCount.wrappingSubtract(1, ordering: .relaxed)
        return true
    }

    /// A connection keeps the server waiting for the body of its request.
    func waits(_ connection: Connection, since: ContinuousClock.Instant) {
        wait(for: connection.number, since: since)
    }

    /// Each connection keeps the server waiting once at a time: when there are far more entries than connections, most
    /// of them are of requests that have been served, behind a slow one.
    private func wait(for number: UInt64, since: ContinuousClock.Instant) {
        waiting.append((number, since))
        guard waiting.count > 2 * connections.count + LoopWorker.spareEntries else { return }
        waiting.removeAll { !isWaiting(for: $0.number, since: $0.since) }
    }

    private func isWaiting(for number: UInt64, since: ContinuousClock.Instant) -> Bool {
        connections[number]?.assumeIsolated { $0.isWaited(for: since) } ?? false
    }

    /// Makes room: closes the connection that has kept the server waiting for longest, for a request or its rest.
    ///
    /// While that is a moment only, or where there is none, the one that idles longest goes first. A client that sends
    /// its request at once is never the oldest for long, however many slow ones come after it.
    private func evict() -> Bool {
        forgetServed()
        let oldest = waiting.first
        let isSlow = oldest.map { $0.since.duration(to: .now) >= LoopWorker.leastWait } ?? false
        if !isSlow, closeIdle() { return true }
        guard let oldest, let connection = connections[oldest.number] else { return false }
        waiting.removeFirst()
        return connection.assumeIsolated { $0.leave(if: $0.phase) }
    }

    /// Closes the connection that idles longest.
    private func closeIdle() -> Bool {
        var oldest: (connection: Connection, since: ContinuousClock.Instant)?
        for connection in connections.values {
            guard case (.idle(let since), false) = connection.assumeIsolated({ ($0.phase, $0.isGone) }) else {
                continue
            }
            if oldest.map({ since < $0.since }) ?? true { oldest = (connection, since) }
        }
        guard let oldest else { return false }
        return oldest.connection.assumeIsolated { $0.leave(if: .idle(since: oldest.since)) }
    }

    /// Looks at the handlers' times again and again while there are connections.
    private func sweepLater() {
        guard !isSweeping else { return }
        isSweeping = true
        loop.schedule(after: min(LoopWorker.longestSweep, context.configuration.times.handler / 4)) { [self] in
            isSweeping = false
            let now = ContinuousClock.now
            for connection in connections.values { connection.assumeIsolated { $0.checkHandlerTime(now) } }
            forgetServed()
            if !connections.isEmpty { sweepLater() }
        }
    }

    /// Drops from the front those that keep nobody waiting any more, so that the list stays as long as it is useful.
    private func forgetServed() {
        while let (number, since) = waiting.first, !isWaiting(for: number, since: since) { waiting.removeFirst() }
    }
}
