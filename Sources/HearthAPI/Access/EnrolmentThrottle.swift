import Synchronization

/// Bounds how often one address may get an enrolment code wrong.
final class EnrolmentThrottle: Sendable {
    private struct Window {
        var attempts: Int
        let end: ContinuousClock.Instant
    }

    /// The addresses that are remembered: 10,000 cost less than a megabyte.
    ///
    /// With more of them inside one period an attack is under way, and new addresses wait for its end.
    private static let maximumAddresses = 10_000

    private let attempts: Int
    private let period: Duration
    private let state = Mutex(State())

    private struct State {
        var windows: [ClientAddress: Window] = [:]
        /// When the first of the windows that were kept at the last look ends: before that, looking again is in vain.
        var nextLook: ContinuousClock.Instant?

        /// Forgets the windows that have ended.
        mutating func forgetEnded(at now: ContinuousClock.Instant) {
            guard nextLook.map({ $0 <= now }) ?? true else { return }
            windows = windows.filter { $0.value.end > now }
            nextLook = windows.values.map(\.end).min()
        }
    }

    init(attempts: Int, period: Duration) {
        self.attempts = attempts
        self.period = period
    }

    /// Counts an attempt before it is made, or even read, so that attempts at the same moment are bounded too.
    ///
    /// - Throws: `Problem` with the seconds to wait.
    func begin(from address: ClientAddress, at now: ContinuousClock.Instant) throws(Problem) {
        let wait: Duration? = state.withLock { state in
            if let window = state.windows[address], window.end > now {
                guard window.attempts < attempts else { return now.duration(to: window.end) }
                state.windows[address]?.attempts += 1
                return nil
            }
            if state.windows.count >= Self.maximumAddresses { state.forgetEnded(at: now) }
            guard state.windows.count < Self.maximumAddresses else { return period }
            state.windows[address] = Window(attempts: 1, end: now + period)
            return nil
        }
        guard let wait else { return }
        throw .tooManyAttempts(retryAfterSeconds: max(1, Int(wait.components.seconds) + 1))
    }

    /// Forgets an attempt that was right, for a house may enrol many gateways, or that came to no code.
    func forget(from address: ClientAddress) {
        state.withLock { state in
            guard let window = state.windows[address] else { return }
            if window.attempts > 1 {
                state.windows[address]?.attempts -= 1
            } else {
                state.windows[address] = nil
            }
        }
    }
}
