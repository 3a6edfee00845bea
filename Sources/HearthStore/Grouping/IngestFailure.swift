import HearthCore
import Postgres

/// What it means for the others that a group could not be stored.
enum IngestFailure: Error, Equatable {
    /// The database is away, stopped or overloaded: everybody of the group is told to come back.
    case database
    /// Something that the group needs was locked for too long: one of them has to wait, and nobody knows yet who.
    case locked
    /// One of the group cannot be stored, for this reason.
    case own(CoreError)

    /// Reads what ended the transaction.
    init(_ error: any Error) {
        switch error {
        case let error as PostgresError: self.init(error)
        case let error as CoreError: self = .own(error)
        default: self = .database
        }
    }

    private init(_ error: PostgresError) {
        switch error.code {
        case .connectFailed, .connectTimedOut, .connectionLost, .cancelled, .timedOut, .poolExhausted, .poolClosed:
            self = .database
        case .server:
            let state = error.sqlState?.rawValue ?? ""
            if state == IngestFailure.lockNotAvailable {
                self = .locked
            } else {
                let isOfServer = IngestFailure.serverClasses.contains { state.hasPrefix($0) }
                self = isOfServer ? .database : .own(CoreError(storing: error))
            }
        default:
            self = .own(CoreError(storing: error))
        }
    }

    /// True when the others of the group may be stored all the same.
    var isOfOne: Bool { self != .database }

    /// What a client is told when nothing else is left to try.
    var answer: CoreError {
        switch self {
        case .database, .locked: .unavailable
        case .own(let error): error
        }
    }

    /// `lock_timeout` has passed (PostgreSQL manual, appendix A).
    private static let lockNotAvailable = "55P03"
    /// Connection exceptions, missing resources, an operator's intervention and a session that was ended for silence:
    /// they say nothing about what was to be stored.
    private static let serverClasses = ["08", "53", "57", "25P03"]
}
