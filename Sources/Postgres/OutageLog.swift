import Logging
import Synchronization

/// Says once that the database cannot be reached, and once that it can be again, however many attempts lie between.
public final class OutageLog: Sendable {
    private struct Outage {
        let began: ContinuousClock.Instant
        var failures = 0
    }

    private struct State {
        var outage: Outage?
        /// When the last outage was over.
        var recovery: ContinuousClock.Instant?
    }

    private let logger: Logger
    private let state = Mutex(State())

    /// Makes one for everything of the process that connects to the same database.
    public init(logger: Logger) { self.logger = logger }

    /// An attempt to connect failed, or a connection that was being listened on is lost.
    ///
    /// - Parameters:
    ///   - error: What happened.
    ///   - began: When the attempt began or the connection was made. What is older than the end of the last outage
    ///     belongs to that outage, though it is noticed late.
    func failed(_ error: PostgresError, since began: ContinuousClock.Instant) {
        let isFirst = state.withLock { state in
            if let recovery = state.recovery, began < recovery { return false }
            let isFirst = state.outage == nil
            if isFirst { state.outage = Outage(began: .now) }
            state.outage?.failures += 1
            return isFirst
        }
        guard isFirst else { return }
        logger.warning("the database cannot be reached, trying again", metadata: ["error": "\(error)"])
    }

    /// A connection was made.
    func succeeded() {
        let ended = state.withLock { state in
            guard let outage = state.outage.take() else { return Outage?.none }
            state.recovery = .now
            return outage
        }
        guard let over = ended else { return }
        let seconds = over.began.duration(to: .now).components.seconds
        logger.warning(
            "the database can be reached again",
            metadata: ["failures": "\(over.failures)", "seconds": "\(seconds)"]
        )
    }
}
