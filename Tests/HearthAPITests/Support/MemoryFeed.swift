import Alerting
import HearthCore
import Synchronization
import Vitals

/// A feed of alert events in memory, which keeps the promises that the store keeps.
final class MemoryFeed: AlertEventFeed {
    private struct State {
        var events: [AlertEvent] = []
        var listeners: [AsyncStream<Void>.Continuation] = []
        var asked = 0
    }

    /// How long it takes to find events, as a database does.
    let delay: Duration

    init(delay: Duration = .zero) { self.delay = delay }

    /// How often events were asked for.
    var asked: Int { state.withLock(\.asked) }

    private let state = Mutex(State())

    /// Adds the next event and wakes the streams.
    func raise() {
        let listeners = state.withLock { state in
            state.events.append(Self.event(Int64(state.events.count + 1)))
            return state.listeners
        }
        for listener in listeners { listener.yield() }
    }

    func events(after sequence: Int64, limit: Int, as principal: Principal) async throws(CoreError) -> [AlertEvent] {
        state.withLock { $0.asked += 1 }
        try? await Task.sleep(for: delay)
        return state.withLock { Array($0.events.drop { $0.sequence <= sequence }.prefix(limit)) }
    }

    func lastSequence(as principal: Principal) async throws(CoreError) -> Int64 {
        state.withLock { $0.events.last?.sequence ?? 0 }
    }

    func wakeUps(as principal: Principal) async -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        state.withLock { $0.listeners.append(continuation) }
        return stream
    }

    private static func event(_ sequence: Int64) -> AlertEvent {
        AlertEvent(
            sequence: sequence,
            alert: Sample.alert.id,
            subject: .patient(Sample.patient.id),
            rule: Sample.alert.rule,
            metric: .heartRate,
            change: .updated,
            side: .high,
            priority: .high,
            state: .activeUnacknowledged,
            reason: "beyond",
            at: Sample.instant,
            by: nil
        )
    }
}
