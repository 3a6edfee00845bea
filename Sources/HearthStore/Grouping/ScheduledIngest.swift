import HearthCore

/// What the schedule has to know of a request.
protocol ScheduledIngest: AnyObject {
    /// The tenant.
    var organization: OrganizationID { get }
    /// How much there is to store.
    var readingCount: Int { get }
    /// The devices, as the gateway names them.
    var devices: Set<String> { get }
    /// False once nobody waits for the outcome: what has not been started then is not stored.
    var isWanted: Bool { get }
}
