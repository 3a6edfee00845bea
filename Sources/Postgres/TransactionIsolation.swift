/// What a transaction sees of others that run beside it.
public enum TransactionIsolation: String, Sendable {
    /// Each statement sees what was committed before it began.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first one began.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after the other; one that cannot is refused and worth retrying.
    case serializable = "SERIALIZABLE"
}
