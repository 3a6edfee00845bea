import EventLoops
import Foundation
import Logging

/// Takes connections from the listening socket and hands each to the loop that has the fewest.
///
/// One acceptor, and not one listening socket per loop with SO_REUSEPORT: the kernel would spread connections by a
/// hash, so that of 32 connections one of two loops easily gets 20, and long-lived connections stay where they are.
/// Accepting costs microseconds per connection, which lives for many requests behind a proxy.
actor Acceptor {
    /// How long accepting pauses when the process or the kernel has no descriptor or memory left.
    private static let exhaustedPause: Duration = .milliseconds(20)
    /// Connections taken in a row before others on the loop get a turn.
    private static let burst = 64

    private let listener: Listener
    private nonisolated let loop: EventLoop
    private let workers: [LoopWorker]
    private let context: ServerContext
    private var source: EventSource?
    /// Kept so that a client can be told to come back when there is no descriptor for it.
    private var reserve: Int32
    private var isStopping = false
    private var turn = 0

    init(listener: Listener, loop: EventLoop, workers: [LoopWorker], context: ServerContext) {
        self.listener = listener
        self.loop = loop
        self.workers = workers
        self.context = context
        reserve = Acceptor.spareDescriptor()
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// Accepts until `stop`.
    func run() async {
        do {
            let source = try EventSource(descriptor: listener.descriptor, on: loop)
            self.source = source
            while !isStopping {
                await takeWaiting()
                if isStopping { break }
                _ = await source.readable()
            }
            // What the kernel completed before the stop is served, not reset.
            await takeWaiting()
            source.close()
        } catch {
            context.logger.error("listener not watched", metadata: ["error": "\(error)"])
        }
        close(listener.descriptor)
        if reserve >= 0 { close(reserve) }
    }

    /// Ends `run` after the connections that wait now.
    func stop() {
        isStopping = true
        source?.cancelRead()
    }

    /// Accepts until nothing waits.
    private func takeWaiting() async {
        var taken = 0
        var isExhausted = false
        while true {
            var storage = sockaddr_storage()
            let descriptor = Acceptor.accept(listener.descriptor, &storage)
            if descriptor >= 0 {
                isExhausted = false
                hand(descriptor, peer: SocketAddress(storage) ?? .unknown)
                taken += 1
                if taken.isMultiple(of: Acceptor.burst) { await loop.takeTurns() }
                continue
            }
            switch errno {
            case EAGAIN: return source?.drainedReads() ?? ()
            case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                // Without a descriptor the kernel says so even where nobody waits.
                guard !isStopping, listener.hasWaiting else { return source?.drainedReads() ?? () }
                await relieve(isRepeated: isExhausted)
                isExhausted = true
            default: continue  // The connection died before it was taken: ECONNABORTED and the network's errors.
            }
        }
    }

    /// Waits for a descriptor, which a connection without a request gives up; where none does, one client hears 503.
    private func relieve(isRepeated: Bool) async {
        if isRepeated {
            refuseOne()
        } else {
            context.logger.error("no descriptor or memory for another connection")
        }
        turn = (turn + 1) % workers.count
        workers[turn].makeRoom()
        try? await loop.sleep(for: Acceptor.exhaustedPause)
    }

    /// Answers the client that waits longest, over the descriptor that is kept for it.
    private func refuseOne() {
        guard reserve >= 0 else {
            reserve = Acceptor.spareDescriptor()
            return
        }
        close(reserve)
        var storage = sockaddr_storage()
        let descriptor = Acceptor.accept(listener.descriptor, &storage)
        if descriptor >= 0 {
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            context.refuse(descriptor, dateLine: workers[0].dateCache.current())
            context.close(refused: descriptor)
        }
        reserve = Acceptor.spareDescriptor()
    }

    private static func spareDescriptor() -> Int32 { open("/dev/null", O_RDONLY | O_CLOEXEC) }

    private func hand(_ descriptor: Int32, peer: SocketAddress) {
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        SocketOption.enable(TCP_NODELAY, level: Int32(IPPROTO_TCP), on: descriptor)
        nextWorker().adopt(descriptor, peer: peer, admission: context.addresses.admit(peer.host))
    }

    /// The worker with the fewest connections; among equals, as when all are full, each in turn has to make room.
    private func nextWorker() -> LoopWorker {
        turn = (turn + 1) % workers.count
        var best = workers[turn]
        for worker in workers where worker.load < best.load { best = worker }
        return best
    }

    private static func accept(_ descriptor: Int32, _ storage: inout sockaddr_storage) -> Int32 {
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.accept(descriptor, $0, &length)
            }
        }
    }
}
