import EventLoops

/// The decisions of a pool: who gets which connection, who waits, who is refused.
struct PoolState {
    /// What a task gets: a connection, or the right to open one.
    enum Grant: Sendable {
        case connection(PostgresConnection)
        case slot
    }

    /// A task that waits for its grant.
    typealias Waiter = OneShot<Result<Grant, PostgresError>>

    enum Decision {
        case granted(Grant)
        case wait(Waiter)
        case refused(PostgresError)
    }

    private let limits: PostgresPoolLimits
    /// The one used last is at the end and is used first: it is the likeliest to be alive and warm.
    private var idle: [PostgresConnection] = []
    private var open = 0
    private var waiters: [Waiter] = []
    private(set) var isClosed = false

    init(limits: PostgresPoolLimits) { self.limits = limits }

    var status: PostgresPoolStatus { PostgresPoolStatus(open: open, idle: idle.count, waiting: waiters.count) }

    /// Prefers a connection of `loop`, then a new one there, then any; whoever comes later never overtakes.
    mutating func acquire(on loop: EventLoop?) -> Decision {
        if isClosed { return .refused(PostgresError(.poolClosed, "the pool is closed")) }
        if let index = idle.lastIndex(where: { loop == nil || $0.loop === loop }) {
            return .granted(.connection(idle.remove(at: index)))
        }
        if open < limits.connections {
            open += 1
            return .granted(.slot)
        }
        if let other = idle.popLast() { return .granted(.connection(other)) }
        guard waiters.count < limits.waiters else {
            return .refused(PostgresError(.poolExhausted, "\(waiters.count) tasks wait for a connection already"))
        }
        let waiter = Waiter()
        waiters.append(waiter)
        return .wait(waiter)
    }

    /// Takes a connection back; false when the pool is closed and has no use for it.
    mutating func release(_ connection: PostgresConnection) -> Bool {
        guard !isClosed else {
            open -= 1
            return false
        }
        if !hand(.connection(connection)) { idle.append(connection) }
        return true
    }

    /// Takes back the place of a connection that was closed or never made.
    mutating func releaseSlot() {
        if isClosed || !hand(.slot) { open -= 1 }
    }

    /// Forgets a task that has stopped waiting.
    mutating func abandon(_ waiter: Waiter) { waiters.removeAll { $0 === waiter } }

    /// Refuses everybody from now on; returns the connections that are to be closed.
    mutating func close() -> [PostgresConnection] {
        isClosed = true
        for waiter in waiters { waiter.fulfil(.failure(PostgresError(.poolClosed, "the pool is closed"))) }
        waiters = []
        return dropIdle()
    }

    /// Gives up the connections that nobody uses; returns them, to be closed.
    mutating func dropIdle() -> [PostgresConnection] {
        open -= idle.count
        defer { idle = [] }
        return idle
    }

    /// Gives to whoever has waited longest and still does.
    private mutating func hand(_ grant: Grant) -> Bool {
        while !waiters.isEmpty {
            if waiters.removeFirst().fulfil(.success(grant)) { return true }
        }
        return false
    }
}
