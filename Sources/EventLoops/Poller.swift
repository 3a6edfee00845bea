import CEpoll
import Foundation

/// The epoll descriptor of one loop and the eventfd that wakes it.
final class Poller: @unchecked Sendable {
    // Sendable: the descriptors never change; `sources` and `events` are touched on the loop's thread only,
    // and `wake` does nothing but write to the eventfd.

    /// Events taken from the kernel at once: enough for a busy loop, small enough to stay in a page or two.
    private static let eventsPerWait = 256
    /// Epoll data of the eventfd; sources count from 1.
    private static let wakeToken: UInt64 = 0

    private let epoll: Int32
    private let wakeDescriptor: Int32
    private var sources: [UInt64: EventSource] = [:]
    private var nextToken: UInt64 = 1
    private var events = [epoll_event](repeating: epoll_event(), count: Poller.eventsPerWait)

    init() throws(EventLoopError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw EventLoopError.last("epoll_create1") }
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeDescriptor >= 0 else {
            let error = EventLoopError.last("eventfd")
            close(epoll)
            throw error
        }
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: Poller.wakeToken))
        epoll_ctl(epoll, EPOLL_CTL_ADD, wakeDescriptor, &event)
    }

    deinit {
        close(wakeDescriptor)
        close(epoll)
    }

    func wake() {
        var one: UInt64 = 1
        _ = write(wakeDescriptor, &one, MemoryLayout<UInt64>.size)
    }

    func add(_ source: EventSource) throws(EventLoopError) {
        source.token = nextToken
        nextToken += 1
        var event = Poller.event(for: source)
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, source.descriptor, &event) == 0 else {
            throw EventLoopError.last("epoll_ctl")
        }
        sources[source.token] = source
    }

    /// Makes the kernel report the present readiness once more, although no new edge has come.
    func rearm(_ source: EventSource) {
        var event = Poller.event(for: source)
        epoll_ctl(epoll, EPOLL_CTL_MOD, source.descriptor, &event)
    }

    func remove(_ source: EventSource) {
        guard sources.removeValue(forKey: source.token) != nil else { return }
        var event = epoll_event()
        epoll_ctl(epoll, EPOLL_CTL_DEL, source.descriptor, &event)
    }

    /// Waits for readiness and hands it to the sources; nil waits without end.
    func wait(timeout: Duration?) {
        let count = Int(epoll_wait(epoll, &events, Int32(events.count), Poller.milliseconds(timeout)))
        guard count > 0 else { return }
        for index in 0..<count {
            let event = events[index]
            if event.data.u64 == Poller.wakeToken {
                var value: UInt64 = 0
                _ = read(wakeDescriptor, &value, MemoryLayout<UInt64>.size)
            } else {
                sources[event.data.u64]?.becameReady(event.events)
            }
        }
    }

    private static func event(for source: EventSource) -> epoll_event {
        let interest = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        return epoll_event(events: interest, data: epoll_data_t(u64: source.token))
    }

    /// Rounds up, so that a timer never spins through its last millisecond.
    private static func milliseconds(_ duration: Duration?) -> Int32 {
        guard let duration else { return -1 }
        let (seconds, attoseconds) = duration.components
        let milliseconds = min(seconds, 3_600) * 1_000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(milliseconds)
    }
}
