import GRDB

extension SpoolError {
    /// What an error of GRDB means for the spool; its message and arguments are left behind.
    init(_ error: any Error) {
        switch error {
        case let error as SpoolError: self = error
        case is CancellationError: self.init(.cancelled)
        case let error as DatabaseError: self.init(Code(error.resultCode), cause: "\(error.extendedResultCode)")
        default: self.init(.database, cause: "\(type(of: error))")
        }
    }
}

extension SpoolError.Code {
    fileprivate init(_ code: ResultCode) {
        switch code {
        case .SQLITE_FULL: self = .spoolFull
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY: self = .cannotOpen
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged
        case .SQLITE_INTERRUPT, .SQLITE_ABORT: self = .cancelled
        default: self = .database
        }
    }
}
