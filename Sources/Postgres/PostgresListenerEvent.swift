/// What a listener tells.
public enum PostgresListenerEvent: Sendable, Hashable {
    /// Listening has begun, for the first time or again after the connection was lost.
    ///
    /// What was notified before is not told any more: look at the tables afresh.
    case listening
    /// The connection was lost: until `listening`, nothing is told.
    case lost
    /// Somebody notified one of the channels.
    case notification(PostgresNotification)
}
