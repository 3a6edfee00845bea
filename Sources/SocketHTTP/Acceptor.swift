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
    private static let exhaustedPause: Duration = .milliseconds(100)
    /// Connections taken in a row before others on the loop get a turn.
    private static let burst = 64

    private let listener: Listener
    private nonisolated let loop: EventLoop
    private let workers: [LoopWorker]
    private let context: ServerContext
    private var source: EventSource?
    private var isStopping = false

    init(listener: Listener, loop: EventLoop, workers: [LoopWorker], context: ServerContext) {
        self.listener = listener
        self.loop = loop
        self.workers = workers
        self.context = context
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
                if isStopping { return }
                if !isExhausted { context.logger.error("no descriptor or memory for another connection") }
                isExhausted = true
                try? await loop.sleep(for: Acceptor.exhaustedPause)
            default: continue  // The connection died before it was taken: ECONNABORTED and the network's errors.
            }
        }
    }

    private func hand(_ descriptor: Int32, peer: SocketAddress) {
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        SocketOption.enable(TCP_NODELAY, level: Int32(IPPROTO_TCP), on: descriptor)
        guard let worker = workers.min(by: { $0.load < $1.load }) else { return }
        let load = workers.reduce(0) { $0 + $1.load }
        if load < context.configuration.maximumConnections {
            worker.adopt(descriptor, peer: peer)
        } else {
            worker.refuse(descriptor, peer: peer)
        }
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
