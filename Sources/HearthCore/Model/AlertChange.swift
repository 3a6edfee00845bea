/// What happened to an alert.
public enum AlertChange: String, Sendable, Hashable, CaseIterable {
    /// It was opened.
    case raised
    /// Another reading concerns it.
    case updated
    /// Its priority rose; an acknowledged alert asks for attention again.
    case escalated
    /// A person took note.
    case acknowledged
    /// Its condition is over.
    case returnedToNormal = "returned-to-normal"
    /// A person closed it.
    case resolved
}
