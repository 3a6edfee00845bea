/// Where an alert is in its life (ISA-18.2, IEC 60601-1-8).
public enum AlertState: String, Sendable, Hashable, CaseIterable {
    /// Its condition holds and nobody has taken note.
    case active
    /// Its condition holds and somebody has taken note.
    case acknowledged
    /// Its condition is over and nobody had taken note.
    case returnedToNormal = "returned-to-normal"
    /// It is over: closed by a person, or back to normal after somebody had taken note.
    case cleared
}
