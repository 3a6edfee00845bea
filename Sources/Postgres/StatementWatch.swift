/// The limits of one statement: first its own time, then, once it was interrupted, the time for the server to say so.
struct StatementWatch {
    /// How long the server may take to answer a cancelled statement before the connection is given up.
    static let drainLimit: Duration = .seconds(5)

    private(set) var interruption: PostgresError.Code?
    private(set) var cancelRequest: CancelRequest?
    private var deadline: ContinuousClock.Instant
    private let heedsCancellation: Bool

    init(limit: Duration, heedsCancellation: Bool = true) {
        deadline = .now + limit
        self.heedsCancellation = heedsCancellation
    }

    var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: deadline)) }
    var isExpired: Bool { remaining == .zero }
    /// True when the cancellation of the task is still to be acted on.
    var minds: Bool { heedsCancellation && interruption == nil }

    mutating func interrupt(_ code: PostgresError.Code, _ request: CancelRequest?) {
        interruption = code
        cancelRequest = request
        deadline = .now + StatementWatch.drainLimit
    }

    /// What the server's answer to the cancel request means for the caller.
    func translate(_ error: PostgresError) -> PostgresError {
        guard let interruption, error.sqlState == .queryCanceled else { return error }
        return StatementWatch.error(for: interruption)
    }

    static func error(for interruption: PostgresError.Code) -> PostgresError {
        PostgresError(
            interruption,
            interruption == .cancelled ? "the task was cancelled" : "the statement's time limit passed"
        )
    }
}
