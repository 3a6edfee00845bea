import Logging

/// Says each cause of a failure once, and that it is over, however many attempts lie between.
///
/// A gateway may be offline for weeks and a device may be broken for months, and the journal is on a small card.
public struct FailureLog: Sendable {
    /// How many causes are remembered; a failure with more of them than this is news again.
    private static let maximumCauses = 16

    private let logger: Logger
    private var causes: Set<String> = []
    private var failures = 0

    /// Makes one for what is tried again and again.
    public init(_ logger: Logger) { self.logger = logger }

    /// An attempt failed: a warning when the cause is new, of use to developers only when it is not.
    ///
    /// - Parameters:
    ///   - message: What failed.
    ///   - cause: Why, in the same words each time.
    ///   - metadata: What else is known.
    public mutating func failed(_ message: Logger.Message, cause: String, metadata: Logger.Metadata = [:]) {
        failures += 1
        if causes.count == Self.maximumCauses { causes = [] }
        let isNew = causes.insert(cause).inserted
        logger.log(
            level: isNew ? .warning : .debug,
            message,
            metadata: metadata.merging(["cause": "\(cause)"]) { $1 }
        )
    }

    /// An attempt succeeded.
    ///
    /// - Parameters:
    ///   - message: What is said after failures.
    ///   - metadata: What else is known.
    public mutating func succeeded(_ message: Logger.Message, metadata: Logger.Metadata = [:]) {
        guard failures > 0 else { return }
        logger.notice(message, metadata: metadata.merging(["failures": "\(failures)"]) { $1 })
        failures = 0
        causes = []
    }
}
