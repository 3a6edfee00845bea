/// How a wait for a descriptor ended.
public enum WaitOutcome: Sendable, Equatable {
    /// The descriptor can be read or written, or has an error that the next call reports.
    case ready
    /// The time limit of the wait passed first.
    case timedOut
    /// Somebody ended this one wait.
    case cancelled
    /// The source was closed.
    case closed
}
