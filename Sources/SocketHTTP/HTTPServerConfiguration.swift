/// Where the server listens and what it allows.
///
/// The defaults suit a service behind a reverse proxy: small enough that the worst that all allowed clients can do
/// together stays bounded, large enough for every request of Hearth.
public struct HTTPServerConfiguration: Sendable {
    /// A numeric IPv4 or IPv6 address; loopback unless told otherwise, since TLS ends in front of the server.
    public var host = "127.0.0.1"
    /// The TCP port; 0 lets the kernel choose one, which `start` reports.
    public var port: UInt16 = 0
    /// Connections that the kernel completes and keeps until they are accepted; the kernel caps it (somaxconn).
    public var backlog: Int32 = 1_024
    /// What one request may bring.
    public var limits = RequestLimits()
    /// How long a connection may take for what it does.
    public var times = ConnectionTimes()
    /// Open connections in all; one more is answered 503.
    ///
    /// A connection costs some 20 kB when idle.
    public var maximumConnections = 4_096
    /// Requests on one connection before it is closed, so that load spreads again after a restart behind a balancer.
    public var maximumRequestsPerConnection = 100_000
    /// The `Retry-After` of a 503, in seconds.
    public var retryAfterSeconds = 2

    /// The defaults.
    public init() {}
}
