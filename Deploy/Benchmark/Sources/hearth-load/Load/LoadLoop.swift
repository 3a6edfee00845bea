import CEpoll
import Foundation

/// Drives the connections of a load from one thread, as cheaply as it can: it shares the machine with what it measures.
struct LoadLoop<Work: Workload> {
    private static var eventsPerWait: Int { 256 }

    private(set) var work: Work
    private(set) var latencies = Latencies()
    private(set) var failures = 0
    private let pace: Pace
    private var connections: [LoadConnection] = []
    /// Those that are free, the one that has been so for longest first: a server closes what brings nothing for long.
    private var idle: [Int] = []
    private let epoll: Int32
    private var end: UInt64 = 0

    init(_ work: Work, port: UInt16, connections count: Int, pace: Pace) throws(LoadError) {
        self.work = work
        self.pace = pace
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw LoadError.last("epoll_create1") }
        for index in 0..<count {
            let connection = try LoadConnection(port: port)
            connections.append(connection)
            var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: UInt64(index)))
            epoll_ctl(epoll, EPOLL_CTL_ADD, connection.descriptor, &event)
        }
        idle = Array(0..<count)
    }

    /// Sends for `seconds`, or until the work has no more, then waits until the requests on their way are answered.
    ///
    /// - Returns: What happened, over the time until the last answer.
    mutating func run(seconds: Double, answerLimit: Double = 30) throws(LoadError) -> LoadResult {
        let start = MonotonicClock.now()
        let startProcessor = MonotonicClock.processorTime()
        end = start + UInt64(seconds * 1e9)
        let deadline = end + UInt64(answerLimit * 1e9)
        var sent: UInt64 = 0
        var now = start
        while now < end || idle.count < connections.count {
            guard now < deadline else { throw LoadError("answers are missing") }
            if now < end { try sendDue(now, since: start, &sent) }
            try wait(nextDue(since: start, sent))
            now = MonotonicClock.now()
        }
        for connection in connections { connection.close() }
        close(epoll)
        return LoadResult(
            latencies,
            failures: failures,
            seconds: Double(MonotonicClock.now() - start) / 1e9,
            processorSeconds: Double(MonotonicClock.processorTime() - startProcessor) / 1e9
        )
    }

    private mutating func sendDue(_ now: UInt64, since start: UInt64, _ sent: inout UInt64) throws(LoadError) {
        while let index = idle.first {
            var due = now
            if case .open(let rate) = pace {
                due = start + UInt64(Double(sent) / rate * 1e9)
                guard due <= now else { return }
            }
            guard let request = work.request(at: due) else { return end = now }
            idle.removeFirst()
            sent += 1
            try connections[index].send(request, at: due)
            if connections[index].isWriting { watch(index, for: EPOLLIN.rawValue | EPOLLOUT.rawValue) }
        }
    }

    /// How long nothing has to be sent, in nanoseconds.
    private func nextDue(since start: UInt64, _ sent: UInt64) -> UInt64 {
        guard case .open(let rate) = pace, !idle.isEmpty else { return 100_000_000 }
        let due = min(start + UInt64(Double(sent) / rate * 1e9), end)
        let now = MonotonicClock.now()
        return due > now ? due - now : 0
    }

    private mutating func wait(_ nanoseconds: UInt64) throws(LoadError) {
        let size = Self.eventsPerWait
        try withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: size) { events throws(LoadError) in
            var limit = timespec(tv_sec: 0, tv_nsec: Int(min(nanoseconds, 999_999_999)))
            let count = epoll_pwait2(epoll, events.baseAddress, Int32(size), &limit, nil)
            for event in events.prefix(Int(max(count, 0))) {
                try handle(Int(event.data.u64), event.events)
            }
        }
    }

    private mutating func handle(_ index: Int, _ events: UInt32) throws(LoadError) {
        if events & EPOLLOUT.rawValue != 0 {
            try connections[index].flush()
            if !connections[index].isWriting { watch(index, for: EPOLLIN.rawValue) }
        }
        guard events & ~EPOLLOUT.rawValue != 0 else { return }
        let sentAt = connections[index].sentAt
        try connections[index].receive { answer in
            latencies.add(MonotonicClock.now() - sentAt)
            if !work.accepts(answer) { failures += 1 }
        }
        if !connections[index].isBusy { idle.append(index) }
    }

    private func watch(_ index: Int, for interest: UInt32) {
        var event = epoll_event(events: interest, data: epoll_data_t(u64: UInt64(index)))
        epoll_ctl(epoll, EPOLL_CTL_MOD, connections[index].descriptor, &event)
    }
}
