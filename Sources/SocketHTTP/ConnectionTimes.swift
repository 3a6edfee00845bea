/// How long a connection may take: every wait for a client has an end.
public struct ConnectionTimes: Sendable, Equatable {
    /// From the connection's begin to its first byte; it is then closed without a word.
    public var firstByte: Duration = .seconds(10)
    /// From the first byte of a request to the end of its header; then 408.
    public var header: Duration = .seconds(10)
    /// Without the first byte of another request; the connection is then closed without a word.
    public var idle: Duration = .seconds(60)
    /// Waiting for a body, besides what `leastBytesPerSecond` grants for the bytes that have come; then 408.
    public var body: Duration = .seconds(15)
    /// With the client taking too little of what is sent, likewise; the connection is then cut.
    public var write: Duration = .seconds(30)
    /// The slowest client that is served: a mobile network at its edge of coverage (32 kbit/s).
    public var leastBytesPerSecond = 4_096
    /// From a request's header to its answer, without the waits for its body; the handler is then cancelled and 503
    /// answered.
    ///
    /// Half a minute: a client that waits longer has given up.
    public var handler: Duration = .seconds(30)
    /// After an early answer, for the client to see it before the connection goes (RFC 9112 section 9.6).
    public var linger: Duration = .seconds(2)

    /// The defaults.
    public init() {}
}
