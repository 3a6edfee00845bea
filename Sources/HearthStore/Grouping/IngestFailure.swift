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
    /// The database does not take a value of one of the readings, by its own code for that.
    case unstorable(code: String)

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
            } else if IngestFailure.isOfValue(error, state) {
                self = .unstorable(code: state)
            } else {
                let isOfServer = IngestFailure.serverClasses.contains { state.hasPrefix($0) }
                self = isOfServer ? .database : .own(CoreError(storing: error))
            }
        case .invalidParameter: self = .unstorable(code: error.code.rawValue)
        default:
            self = .own(CoreError(storing: error))
        }
    }

    /// A value is at fault, whatever else is in the database: data exceptions, and a NULL or a value that a constraint
    /// of its own row forbids.
    ///
    /// A check without a constraint's name is a missing partition, which is no reading's fault.
    private static func isOfValue(_ error: PostgresError, _ state: String) -> Bool {
        state.hasPrefix(dataExceptions) || state == notNull || state == check && error.constraint != nil
    }

    /// True when the others of the group may be stored all the same.
    var isOfOne: Bool { self != .database }

    /// What a client is told when nothing else is left to try.
    var answer: CoreError {
        switch self {
        case .database, .locked: .unavailable
        case .own(let error): error
        case .unstorable(let code): .internal(code: code)
        }
    }

    /// True when it can be found out which reading it is.
    var isOfOneReading: Bool { if case .unstorable = self { true } else { false } }

    /// `lock_timeout` has passed (PostgreSQL manual, appendix A).
    private static let lockNotAvailable = "55P03"
    private static let dataExceptions = "22"
    private static let notNull = "23502"
    private static let check = "23514"
    /// Connection exceptions, missing resources, an operator's intervention and a session that was ended for silence:
    /// they say nothing about what was to be stored.
    private static let serverClasses = ["08", "53", "57", "25P03"]
}
