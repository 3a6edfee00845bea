import Synchronization

/// Waits for the next time that something happens in any household, and then acts once, on the thread where it
/// happened.
final class KillTrigger: Sendable {
    /// What a process can be killed at.
    enum Moment: Sendable {
        /// A device has sent an indication.
        case indicated
        /// A device has got the confirmation.
        case confirmed
        /// A gateway has sent a request, or a part of it.
        case requested
        /// A server's answer has come, and is passed on to the gateway.
        case answered
        /// A server's answer has come, and the gateway shall never see it.
        case answerHeld
    }

    private struct Armed {
        var moment: Moment
        var act: @Sendable (_ household: Int) -> Void
        var fired: CheckedContinuation<Int?, Never>
    }

    private let armed = Mutex<Armed?>(nil)

    /// Acts the next time that `moment` comes, and returns in which household; nil when it did not come in time.
    func fire(
        at moment: Moment,
        within limit: Duration,
        _ act: @escaping @Sendable (_ household: Int) -> Void
    ) async -> Int? {
        let impatient = Task {
            try await Task.sleep(for: limit)
            take { _ in true }?.fired.resume(returning: nil)
        }
        defer { impatient.cancel() }
        return await withCheckedContinuation { continuation in
            armed.withLock { armed in
                precondition(armed == nil, "a trigger waits for one moment")
                armed = Armed(moment: moment, act: act, fired: continuation)
            }
        }
    }

    /// Says that a moment has come; true when somebody had waited for it.
    @discardableResult func happened(_ moment: Moment, in household: Int) -> Bool {
        guard let armed = take({ $0 == moment }) else { return false }
        armed.act(household)
        armed.fired.resume(returning: household)
        return true
    }

    private func take(_ isWanted: (Moment) -> Bool) -> Armed? {
        armed.withLock { armed in
            guard let waiting = armed, isWanted(waiting.moment) else { return nil }
            armed = nil
            return waiting
        }
    }
}
