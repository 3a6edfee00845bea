import Logging
import Synchronization

/// Says once that the database cannot be reached, and once that it can be again, however many attempts lie between.
public final class OutageLog: Sendable {
    private struct Outage {
        let began: ContinuousClock.Instant
        var failures = 0
    }

    private let logger: Logger
    private let outage = Mutex<Outage?>(nil)

    /// Makes one for everything of the process that connects to the same database.
    public init(logger: Logger) { self.logger = logger }

    /// An attempt to connect failed, or a connection that was being listened on is lost.
    func failed(_ error: PostgresError) {
        let isFirst = outage.withLock { outage in
            let isFirst = outage == nil
            if isFirst { outage = Outage(began: .now) }
            outage?.failures += 1
            return isFirst
        }
        guard isFirst else { return }
        logger.warning("the database cannot be reached, trying again", metadata: ["error": "\(error)"])
    }

    /// A connection was made.
    func succeeded() {
        guard let over = outage.withLock({ outage in outage.take() }) else { return }
        let seconds = over.began.duration(to: .now).components.seconds
        logger.warning(
            "the database can be reached again",
            metadata: ["failures": "\(over.failures)", "seconds": "\(seconds)"]
        )
    }
}
