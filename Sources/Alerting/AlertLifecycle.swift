/// What people do with alerts: pure transitions between states.
public enum AlertLifecycle {
    /// A page of text in bytes of UTF-8: enough to say why, too little to paste a record.
    public static let maximumNoteLength = 4000

    /// The state after someone says "I have seen it": an active alert stays active, a returned one is cleared.
    ///
    /// - Throws: `AlertRefusal.alreadyAcknowledged`, `.alreadyCleared` or `.noteTooLong`.
    public static func acknowledge(_ state: AlertState, note: String = "") throws(AlertRefusal) -> AlertState {
        guard note.utf8.count <= maximumNoteLength else { throw .noteTooLong }
        switch state {
        case .activeUnacknowledged: return .activeAcknowledged
        case .returnedUnacknowledged: return .cleared
        case .activeAcknowledged: throw .alreadyAcknowledged
        case .cleared: throw .alreadyCleared
        }
    }

    /// The state after someone closes an open alert, whatever state it is in, and says why.
    ///
    /// A later reading beyond a limit raises a new alert.
    ///
    /// - Throws: `AlertRefusal.alreadyCleared`, `.noteMissing` or `.noteTooLong`.
    public static func resolve(_ state: AlertState, note: String) throws(AlertRefusal) -> AlertState {
        guard note.utf8.count <= maximumNoteLength else { throw .noteTooLong }
        guard !note.allSatisfy(\.isWhitespace) else { throw .noteMissing }
        guard state.isOpen else { throw .alreadyCleared }
        return .cleared
    }
}
