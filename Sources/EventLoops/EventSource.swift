import CEpoll
import Foundation

/// A descriptor that a loop watches, for one reader and one writer at a time.
///
/// Readiness is edge-triggered and remembered: `readable()` returns at once until `drainedReads()` says that a read
/// answered EAGAIN. Where the bytes are read by somebody else's code (libpq), call `rearmReads()` before waiting: it
/// asks the kernel afresh. The source does not own the descriptor: close the source first, then the descriptor.
/// All of it is used on the loop's thread only.
public final class EventSource: @unchecked Sendable {
    // Sendable: confined to the thread of `loop`, which every entry checks in debug builds.

    /// The loop that watches.
    public let loop: EventLoop
    /// The watched descriptor.
    public let descriptor: Int32
    /// True once the source is closed; waits then end at once with `closed`.
    public private(set) var isClosed = false

    /// True when `readable()` would return at once.
    public var isReadable: Bool { reads.isReady || isClosed }

    var token: UInt64 = 0
    private var reads = Direction()
    private var writes = Direction()
    private var scheduledDeadline: MonotonicTime?
    /// The peer has ended or failed: what a read will say does not come with another edge.
    private var hasEnded = false

    private struct Direction {
        var isReady = false
        var waiter: UnsafeContinuation<WaitOutcome, Never>?
        var deadline: MonotonicTime?
        /// Somebody has decided to wait, and may be on the way between executors to where the waiter is kept.
        var isEntering = false
        /// That wait was ended before its waiter was kept.
        var isCancelled = false

        /// Keeps the continuation, unless the world has moved on while the task was being suspended.
        mutating func park(_ continuation: UnsafeContinuation<WaitOutcome, Never>, isClosed: Bool) {
            waiter = continuation
            isEntering = false
            if isClosed {
                resume(.closed)
            } else if isReady {
                resume(.ready)
            } else if isCancelled {
                resume(.cancelled)
            }
            isCancelled = false
        }

        mutating func cancel() {
            if isEntering { isCancelled = true }
            resume(.cancelled)
        }

        mutating func resume(_ outcome: WaitOutcome) {
            deadline = nil
            guard let waiting = waiter else { return }
            waiter = nil
            waiting.resume(returning: outcome)
        }
    }

    /// Starts to watch a non-blocking descriptor.
    ///
    /// - Throws: `EventLoopError.system` when epoll refuses it (for example a regular file).
    public init(descriptor: Int32, on loop: EventLoop) throws(EventLoopError) {
        assert(loop.isCurrent)
        self.loop = loop
        self.descriptor = descriptor
        try loop.register(self)
    }

    /// Waits until bytes (or the peer's end) can be read.
    ///
    /// - Parameter limit: How long to wait at most; nil waits until the source is closed.
    /// - Returns: How the wait ended; `ready` also when the next call would report an error.
    public func readable(within limit: Duration? = nil) async -> WaitOutcome {
        assert(loop.isCurrent)
        if isClosed { return .closed }
        if reads.isReady { return .ready }
        precondition(reads.waiter == nil, "one reader at a time")
        reads.isEntering = true
        return await withUnsafeContinuation { continuation in
            reads.deadline = limit.map { MonotonicTime.now().advanced(by: $0) }
            watchDeadline(reads.deadline)
            reads.park(continuation, isClosed: isClosed)
        }
    }

    /// Waits until bytes can be written.
    ///
    /// - Parameter limit: How long to wait at most; nil waits until the source is closed.
    /// - Returns: How the wait ended; `ready` also when the next call would report an error.
    public func writable(within limit: Duration? = nil) async -> WaitOutcome {
        assert(loop.isCurrent)
        if isClosed { return .closed }
        if writes.isReady { return .ready }
        precondition(writes.waiter == nil, "one writer at a time")
        writes.isEntering = true
        return await withUnsafeContinuation { continuation in
            writes.deadline = limit.map { MonotonicTime.now().advanced(by: $0) }
            watchDeadline(writes.deadline)
            writes.park(continuation, isClosed: isClosed)
        }
    }

    /// Says that a read answered EAGAIN: the next `readable()` waits for new bytes.
    public func drainedReads() { reads.isReady = false }

    /// Says that a read of a stream socket took less than it had room for: the next `readable()` waits for new bytes.
    ///
    /// That is the same as EAGAIN (epoll(7)), and spares the call that would say so; the peer's end is still reported.
    public func tookAllReads() {
        if !hasEnded { reads.isReady = false }
    }

    /// Says that a write answered EAGAIN: the next `writable()` waits for room.
    public func drainedWrites() { writes.isReady = false }

    /// Forgets the remembered readiness of both directions and asks the kernel for the present one.
    public func rearm() {
        reads.isReady = false
        writes.isReady = false
        loop.rearm(self)
    }

    /// Ends a reader that waits now with `cancelled`; the source stays usable.
    public func cancelRead() { reads.cancel() }

    /// Ends a writer that waits now with `cancelled`; the source stays usable.
    public func cancelWrite() { writes.cancel() }

    /// Stops watching and ends whoever waits with `closed`.
    ///
    /// The descriptor stays open.
    public func close() {
        assert(loop.isCurrent)
        guard !isClosed else { return }
        isClosed = true
        loop.unregister(self)
        reads.resume(.closed)
        writes.resume(.closed)
    }

    func becameReady(_ events: UInt32) {
        let ended = EPOLLHUP.rawValue | EPOLLERR.rawValue
        if events & (EPOLLRDHUP.rawValue | ended) != 0 { hasEnded = true }
        if events & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue | ended) != 0 {
            reads.isReady = true
            reads.resume(.ready)
        }
        if events & (EPOLLOUT.rawValue | ended) != 0 {
            writes.isReady = true
            writes.resume(.ready)
        }
    }

    /// Keeps one timer per source at the most: a later deadline is looked at when the earlier timer fires.
    private func watchDeadline(_ deadline: MonotonicTime?) {
        guard let deadline, scheduledDeadline.map({ deadline < $0 }) ?? true else { return }
        scheduledDeadline = deadline
        loop.expire(self, at: deadline)
    }

    func deadlinePassed(_ timer: MonotonicTime, now: MonotonicTime) {
        guard timer == scheduledDeadline else { return }
        scheduledDeadline = nil
        if let deadline = reads.deadline, deadline <= now { reads.resume(.timedOut) }
        if let deadline = writes.deadline, deadline <= now { writes.resume(.timedOut) }
        watchDeadline([reads.deadline, writes.deadline].compactMap(\.self).min())
    }
}
