import CEpoll
import Foundation
import HeapModule
import Synchronization

/// One thread that runs Swift tasks and watches sockets with epoll.
///
/// A task that prefers this executor, an actor that is isolated to it and every `EventSource` made on it share the
/// thread, so a request that reads a socket, asks the database and answers makes no thread hop. Everything that is
/// not marked otherwise must be called on the loop's own thread; `enqueue`, `execute`, `schedule` and `stop` may be
/// called from anywhere.
public final class EventLoop: TaskExecutor, SerialExecutor, @unchecked Sendable {
    // Sendable: `inbox` is guarded by its mutex; all other mutable state is touched on the loop's thread only.

    /// The loop's name, shown as its thread's name (15 bytes at most on Linux).
    public let name: String

    private struct Inbox {
        var jobs: [UnownedJob] = []
        var actions: [@Sendable () -> Void] = []
        var isWoken = false
        var isStopping = false
    }

    private let inbox = Mutex(Inbox())
    private let poller: Poller
    private var thread: Thread?
    private let finished = DispatchSemaphore(value: 0)
    private var localJobs: [UnownedJob] = []
    private var localActions: [@Sendable () -> Void] = []
    private var timers = Heap<LoopTimer>()
    private var cachedNow = MonotonicTime.now()

    private static let currentLoop: ThreadSpecific<EventLoop> = ThreadSpecific()

    /// The loop whose thread is running, or nil on any other thread.
    public static var current: EventLoop? { currentLoop.value }

    /// Makes a loop and starts its thread, which keeps it alive until `stop`.
    ///
    /// - Throws: `EventLoopError.system` when the kernel has no descriptor left for it.
    public init(name: String) throws(EventLoopError) {
        self.name = name
        poller = try Poller()
        let thread = Thread { [self] in run() }
        self.thread = thread
        thread.start()
    }

    /// True on the loop's own thread.
    public var isCurrent: Bool { EventLoop.current === self }

    // MARK: Executors

    /// Adds a job to be run on the loop's thread; from any thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        if isCurrent {
            localJobs.append(unowned)
            return
        }
        let mustWake = inbox.withLock { inbox in
            inbox.jobs.append(unowned)
            defer { inbox.isWoken = true }
            return !inbox.isWoken
        }
        if mustWake { poller.wake() }
    }

    /// The executor as actors name it in `unownedExecutor`.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Stops the program when it is not on the loop's thread; the runtime asks for it in `assumeIsolated`.
    public func checkIsolated() {
        precondition(isCurrent, "must run on the event loop \(name)")
    }

    /// Tells the runtime whether the current thread is this loop's.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    // MARK: Actions and timers

    /// Runs `action` on the loop's thread, soon; from any thread.
    public func execute(_ action: @escaping @Sendable () -> Void) {
        if isCurrent {
            localActions.append(action)
            return
        }
        let mustWake = inbox.withLock { inbox in
            inbox.actions.append(action)
            defer { inbox.isWoken = true }
            return !inbox.isWoken
        }
        if mustWake { poller.wake() }
    }

    /// Runs `action` on the loop's thread once `delay` has passed; from any thread.
    public func schedule(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
        let deadline = MonotonicTime.now().advanced(by: delay)
        guard isCurrent else {
            execute { [self] in timers.insert(LoopTimer(deadline: deadline, work: .action(action))) }
            return
        }
        timers.insert(LoopTimer(deadline: deadline, work: .action(action)))
    }

    /// Suspends the calling task for `delay`, on the loop's own timers.
    ///
    /// - Throws: `CancellationError`, at once, when the task is cancelled.
    public func sleep(for delay: Duration) async throws(CancellationError) {
        let waiter = SleepWaiter()
        await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                guard waiter.park(continuation) else { return }
                schedule(after: delay) { waiter.wake() }
            }
        } onCancel: {
            waiter.wake()
        }
        if Task.isCancelled { throw CancellationError() }
    }

    /// The monotonic time at which the loop last woke: cheap, and fresh to within one turn.
    var now: MonotonicTime { cachedNow }

    func expire(_ source: EventSource, at deadline: MonotonicTime) {
        timers.insert(LoopTimer(deadline: deadline, work: .source(source)))
    }

    func register(_ source: EventSource) throws(EventLoopError) { try poller.add(source) }
    func rearm(_ source: EventSource) { poller.rearm(source) }
    func unregister(_ source: EventSource) { poller.remove(source) }

    // MARK: Life

    /// Asks the loop to end after the jobs that wait now, and waits until its thread has ended; not on the loop itself.
    public func stop() {
        precondition(!isCurrent, "a loop cannot wait for itself")
        let wasStopping = inbox.withLock { inbox in
            defer { inbox.isStopping = true }
            return inbox.isStopping
        }
        if wasStopping { return }
        poller.wake()
        finished.wait()
    }

    private func run() {
        // By the thread itself: a name that Foundation is told before the start does not reach the kernel, and the
        // thread keeps that of whoever started it.
        nameThisThread(name)
        EventLoop.currentLoop.value = self
        var isStopping = false
        while !isStopping {
            let isIdle = localJobs.isEmpty && localActions.isEmpty
            let timeout: Duration? = isIdle ? timers.min.map { $0.deadline.distance(from: cachedNow) } : .zero
            poller.wait(timeout: timeout)
            cachedNow = MonotonicTime.now()
            fireTimers()
            isStopping = takeInbox()
            runLocalJobs()
        }
        runLocalJobs()
        EventLoop.currentLoop.value = nil
        finished.signal()
    }

    private func fireTimers() {
        while let timer = timers.min, timer.deadline <= cachedNow {
            timers.removeMin()
            switch timer.work {
            case .action(let action): action()
            case .source(let source): source.deadlinePassed(timer.deadline, now: cachedNow)
            }
        }
    }

    private func takeInbox() -> Bool {
        var taken = Inbox()
        let isStopping = inbox.withLock { inbox in
            swap(&taken.jobs, &inbox.jobs)
            swap(&taken.actions, &inbox.actions)
            inbox.isWoken = false
            return inbox.isStopping
        }
        localJobs.append(contentsOf: taken.jobs)
        var actions: [@Sendable () -> Void] = []
        swap(&actions, &localActions)
        for action in actions { action() }
        for action in taken.actions { action() }
        return isStopping
    }

    /// Runs the jobs that wait now; those that they add run in the next turn, after the sockets were asked again.
    private func runLocalJobs() {
        guard !localJobs.isEmpty else { return }
        var batch: [UnownedJob] = []
        swap(&batch, &localJobs)
        let serial = asUnownedSerialExecutor()
        let task = asUnownedTaskExecutor()
        for job in batch { job.runSynchronously(isolatedTo: serial, taskExecutor: task) }
        if localJobs.isEmpty {
            batch.removeAll(keepingCapacity: true)
            swap(&batch, &localJobs)
        }
    }
}
