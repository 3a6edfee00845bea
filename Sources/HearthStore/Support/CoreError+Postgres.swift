import HearthCore
import Postgres

extension CoreError {
    /// What a port throws for an error of the transaction's body, the database or the task.
    init(storing error: any Error) {
        switch error {
        case let error as CoreError: self = error
        case let error as PostgresError: self.init(error)
        default: self = .unavailable
        }
    }

    private init(_ error: PostgresError) {
        switch error.code {
        case .connectFailed, .connectTimedOut, .connectionLost, .cancelled, .timedOut, .notificationsLost,
            .poolExhausted, .poolClosed:
            self = .unavailable
        case .server:
            let state = error.sqlState?.rawValue ?? ""
            let passes = CoreError.passingClasses.contains { state.hasPrefix($0) }
            self = passes ? .unavailable : .internal(code: state)
        default:
            self = .internal(code: error.code.rawValue)
        }
    }

    /// Lost races, missing resources and an operator's intervention, a lock that was waited for too long and a session
    /// that was silent too long (PostgreSQL manual, appendix A): later it works.
    private static let passingClasses = ["40", "53", "57", "08", "55P03", "25P03"]
}
