import Vitals

/// What a gateway says of itself and of its devices.
///
/// Its instants are those of its own clock; `reportedAt` tells what that clock shows, so that the server can place them
/// on the database's clock.
public struct GatewayReport: Sendable, Hashable {
    /// The gateway's clock when the report was made.
    public let reportedAt: Instant
    /// The version of the gateway's program.
    public let version: String
    /// How long the program has run, in seconds.
    public let uptimeSeconds: Int
    /// What waits, and how much room there is for more.
    public let spool: Spool
    /// How its Bluetooth adapter is; nil when it has none.
    public let adapter: Adapter?
    /// The devices that the gateway is told to read, each once.
    public let devices: [Device]

    /// Makes a report.
    public init(
        reportedAt: Instant,
        version: String,
        uptimeSeconds: Int,
        spool: Spool,
        adapter: Adapter? = nil,
        devices: [Device]
    ) {
        self.reportedAt = reportedAt
        self.version = version
        self.uptimeSeconds = uptimeSeconds
        self.spool = spool
        self.adapter = adapter
        self.devices = devices
    }
}
