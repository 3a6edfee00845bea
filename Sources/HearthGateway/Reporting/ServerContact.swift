import Synchronization
import Vitals

/// When the server answered last, and how the last attempt to reach it ended, since the gateway runs.
final class ServerContact: Sendable {
    /// The outcome of an attempt that was answered as it should be.
    static let answered = "answered"

    private let state = Mutex<(answeredAt: Instant?, outcome: String?)>((nil, nil))

    /// Notes an attempt.
    ///
    /// - Parameters:
    ///   - outcome: How it ended.
    ///   - answeredAt: When the server took it; nil when it did not.
    func note(_ outcome: String, answeredAt: Instant? = nil) {
        state.withLock { state in
            state.outcome = outcome
            state.answeredAt = answeredAt ?? state.answeredAt
        }
    }

    /// What is known.
    var latest: (answeredAt: Instant?, outcome: String?) { state.withLock { $0 } }
}
