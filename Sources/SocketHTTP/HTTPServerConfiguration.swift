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
    /// Open connections in all; above it the one that has waited longest without a request makes room, and where all
    /// are busy the new one is answered 503.
    ///
    /// A connection costs some 20 kB when idle.
    public var maximumConnections = 4_096
    /// Open connections of one address (of one /64 network for IPv6); one more is answered 503.
    ///
    /// A household or a clinic behind one address needs some dozens.
    public var maximumConnectionsPerAddress = 128
    /// Addresses whose connections are not counted one by one: those of the reverse proxies.
    ///
    /// A proxy beside the server comes from the loopback address.
    public var uncountedAddresses: Set<String> = ["127.0.0.1", "::1"]
    /// Requests that handlers work on at the same time; one more is answered 503.
    ///
    /// Waiting for a client's bytes is not work.
    public var maximumRequestsInFlight = 1_024
    /// Bytes of bodies that requests hold at the same time; a body that would need more is answered 503.
    public var maximumBodyBytesInFlight = 128 * 1_024 * 1_024
    /// Paths that are answered however much is in flight: probes must tell a busy server from a dead one.
    public var alwaysAnsweredPaths: Set<String> = []
    /// Requests on one connection before it is closed, so that load spreads again after a restart behind a balancer.
    public var maximumRequestsPerConnection = 100_000
    /// Requests that a client may send in a row without having waited for an answer before the connection is closed.
    ///
    /// What was sent ahead stays in the kernel until it is its turn; the limit is for fairness, not for memory.
    public var maximumPipelinedRequests = 128
    /// The smallest body that is sent in gzip: a smaller one fits into a packet or two in any case.
    public var leastCompressedBytes = 1_024
    /// The `Retry-After` of a 503, in seconds.
    public var retryAfterSeconds = 2

    /// The defaults.
    public init() {}
}
