/// The messages that are owed to on-call staff.
///
/// Delivery is at least once.
public protocol NotificationOutbox: Sendable {
    /// The tenants that have messages due; their keys and nothing else.
    func organizationsWithWork() async throws(CoreError) -> [OrganizationID]
    /// Takes messages to deliver; each is nobody else's until it is due again, should this process die.
    func claim(limit: Int, as principal: Principal) async throws(CoreError) -> [AlertNotification]
    /// Records that messages were delivered.
    func delivered(_ ids: [Int64], as principal: Principal) async throws(CoreError)

    /// Yields whenever some organisation may have new messages (and once after each reconnection of the database).
    ///
    /// Ends when the server stops.
    func wakeUps() async -> AsyncStream<Void>
}
