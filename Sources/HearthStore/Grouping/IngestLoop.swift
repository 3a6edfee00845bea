import EventLoops
import HearthCore
import Logging
import Synchronization

/// Runs the schedule of one event loop's requests.
final class IngestLoop: Sendable {
    private struct State {
        var schedule: IngestSchedule<IngestTicket>
        /// Tickets that were handed out and not settled, to find those whose time is over.
        var open: [ObjectIdentifier: IngestTicket] = [:]
        /// True between the arrival of a request and the next look at the schedule.
        var isWoken = false
    }

    private let loop: EventLoop?
    private let limits: IngestLimits
    private let store: any GroupStore
    /// Stores requests that go by themselves.
    private let aloneStore: IsolatingStore
    private let state: Mutex<State>

    /// Takes the loop that its transactions run on; nil leaves that to Swift's own threads.
    init(loop: EventLoop?, limits: IngestLimits, store: any GroupStore, logger: Logger) {
        self.loop = loop
        self.limits = limits
        self.store = store
        aloneStore = IsolatingStore(store: store, limit: limits.searchLimit, logger: logger)
        state = Mutex(State(schedule: IngestSchedule(limits: limits)))
    }

    /// Another request would be taken, unless it has more readings than most.
    var hasRoom: Bool { state.withLock { $0.schedule.hasRoom } }

    /// Stores a request together with those that arrive at the same time.
    func submit(_ request: IngestRequest) async throws(CoreError) -> [IngestOutcome] {
        let ticket = IngestTicket(request, deadline: .now + limits.answerLimit)
        let (isTaken, mustWake) = state.withLock { state in
            guard state.schedule.add(ticket) else { return (false, false) }
            state.open[ObjectIdentifier(ticket)] = ticket
            defer { state.isWoken = true }
            return (true, !state.isWoken)
        }
        guard isTaken else { throw .unavailable }
        defer { state.withLock { $0.open[ObjectIdentifier(ticket)] = nil } }
        // The look is a turn of the loop later: what came in by the same turn is part of the first group.
        if mustWake { start { [self] in startRuns() } }
        return try await ticket.outcome()
    }

    /// Tells those whose time is over to come back.
    func expire(now: ContinuousClock.Instant) {
        state.withLock { state in
            for ticket in state.open.values where ticket.deadline <= now { ticket.settle(.failure(.unavailable)) }
            state.schedule.dropUnwanted()
        }
    }

    private func startRuns() {
        let runs = state.withLock { state in
            state.isWoken = false
            return state.schedule.next()
        }
        for run in runs { start { [self] in await store(run) } }
    }

    private func store(_ run: IngestSchedule<IngestTicket>.Run) async {
        var failure: IngestFailure?
        do throws(IngestFailure) {
            let store: any GroupStore = run.manner == .grouped ? store : aloneStore
            let answers = try await store.store(run.entries.map(\.request), lockWait: lockWait(run))
            for (ticket, answer) in zip(run.entries, answers) { ticket.settle(.success(answer)) }
        } catch {
            failure = error
        }
        if let answer = state.withLock({ $0.schedule.finished(run, failure) }) {
            for ticket in run.entries { ticket.settle(.failure(answer)) }
        }
        startRuns()
    }

    /// A request that waits patiently does so almost as long as its client.
    private func lockWait(_ run: IngestSchedule<IngestTicket>.Run) -> Duration {
        guard run.manner == .patiently, let deadline = run.entries.first?.deadline else { return limits.lockWait }
        return max(limits.lockWait, ContinuousClock.now.duration(to: deadline) - limits.lockMargin)
    }

    private func start(_ work: @escaping @Sendable () async -> Void) {
        if let loop {
            Task(executorPreference: loop) { await work() }
        } else {
            Task { await work() }
        }
    }
}
