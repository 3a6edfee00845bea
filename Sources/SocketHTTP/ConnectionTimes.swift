/// How long a connection may take: every wait for a client has an end.
public struct ConnectionTimes: Sendable, Equatable {
    /// From the first byte of a request to the end of its header; then 408.
    public var header: Duration = .seconds(10)
    /// Without the first byte of a request; the connection is then closed without a word.
    public var idle: Duration = .seconds(60)
    /// From the first wait for a body to its end, however large: 8 MiB at 1.1 Mbit/s; then 408.
    public var body: Duration = .seconds(60)
    /// With the client taking nothing of what is sent; the connection is then cut.
    public var write: Duration = .seconds(30)
    /// After an early answer, for the client to see it before the connection goes (RFC 9112 section 9.6).
    public var linger: Duration = .seconds(2)

    /// The defaults.
    public init() {}
}
