import Synchronization

/// The meeting point of a sleeping task, its timer and its cancellation: whoever comes first wakes it, once.
final class SleepWaiter: Sendable {
    private enum State {
        case idle
        case parked(UnsafeContinuation<Void, Never>)
        case woken
    }

    private let state = Mutex(State.idle)

    /// Keeps the continuation until `wake`; false when it was woken already and has been resumed here.
    func park(_ continuation: UnsafeContinuation<Void, Never>) -> Bool {
        let isParked = state.withLock { state in
            if case .woken = state { return false }
            state = .parked(continuation)
            return true
        }
        if !isParked { continuation.resume() }
        return isParked
    }

    func wake() {
        let continuation = state.withLock { state -> UnsafeContinuation<Void, Never>? in
            defer { state = .woken }
            if case .parked(let continuation) = state { return continuation }
            return nil
        }
        continuation?.resume()
    }
}
