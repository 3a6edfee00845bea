/// A message to on-call staff that the outbox owes: written with the alert's change, in the same transaction.
public struct AlertNotification: Hashable, Sendable {
    /// The outbox's number of it.
    public let id: Int64
    /// The alert's change that it tells of.
    public let event: AlertEvent
    /// How often delivery was tried, this time included.
    public let attempt: Int

    /// Makes the value; the store does.
    public init(id: Int64, event: AlertEvent, attempt: Int) {
        self.id = id
        self.event = event
        self.attempt = attempt
    }
}
