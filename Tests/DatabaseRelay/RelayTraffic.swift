import Synchronization

/// What is to be lost on all connections of a relay, and what was.
final class RelayTraffic: Sendable {
    private struct State {
        var isSwallowing = false
        var passed = 0
        var swallowed = 0
    }

    private let state = Mutex(State())

    var notifications: (passed: Int, swallowed: Int) { state.withLock { ($0.passed, $0.swallowed) } }

    func swallow(_ isSwallowing: Bool) { state.withLock { $0.isSwallowing = isSwallowing } }

    /// Whether a message of the server goes on to the client.
    func mayPass(_ message: ServerMessages.Message) -> Bool {
        guard message.isNotification else { return true }
        return state.withLock { state in
            if state.isSwallowing { state.swallowed += 1 } else { state.passed += 1 }
            return !state.isSwallowing
        }
    }
}
