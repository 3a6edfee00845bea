import EventLoops
import HearthCore
import Logging
import Synchronization

/// Takes what gateways measured: requests that arrive together on an event loop are committed together.
final class GroupedIngest: ReadingIngest {
    /// How often it is looked whose time is over.
    private static let expiryInterval: Duration = .milliseconds(250)

    private let store: any GroupStore
    private let limits: IngestLimits
    private let logger: Logger
    private let loops = Mutex<[ObjectIdentifier?: IngestLoop]>([:])

    init(store: any GroupStore, limits: IngestLimits = IngestLimits(), logger: Logger) {
        self.store = store
        self.limits = limits
        self.logger = logger
    }

    /// On the event loop that asks.
    var hasRoom: Bool { own(EventLoop.current).hasRoom }

    func ingest(
        _ readings: [IncomingReading],
        as principal: Principal
    ) async throws(CoreError) -> [IngestOutcome] {
        guard case .gateway(let gateway) = principal.subject else { throw .notFound(.gateway) }
        guard !readings.isEmpty else { return [] }
        let request = IngestRequest(
            organization: principal.organization,
            uploader: Uploader(gateway: gateway, credential: principal.credential),
            readings: readings
        )
        return try await own(EventLoop.current).submit(request)
    }

    /// Tells those who have waited too long to come back, until the task is cancelled.
    func run() async {
        while (try? await Task.sleep(for: GroupedIngest.expiryInterval)) != nil {
            let now = ContinuousClock.now
            for loop in loops.withLock({ Array($0.values) }) { loop.expire(now: now) }
        }
    }

    private func own(_ loop: EventLoop?) -> IngestLoop {
        let key = loop.map { ObjectIdentifier($0) }
        return loops.withLock { loops in
            if let known = loops[key] { return known }
            let new = IngestLoop(loop: loop, limits: limits, store: store, logger: logger)
            loops[key] = new
            return new
        }
    }
}
