/// The choices of the one who runs the server.
public struct APIConfiguration: Sendable {
    /// How often an alert stream without news sends a comment: below the idle time of common proxies (60 s).
    ///
    /// At the same pace the stream checks that its token is still valid.
    public var streamHeartbeat: Duration = .seconds(15)
    /// How long a client of a stream that ends waits before it reconnects.
    public var streamRetryMilliseconds = 2_000
    /// Enrolment codes that one address may get wrong in a period: a person mistypes a few times.
    public var enrolmentAttempts = 10
    /// How long wrong codes count: at 10 in 10 minutes a code of 40 random bits is out of reach.
    public var enrolmentPeriod: Duration = .seconds(600)
    /// Addresses of the reverse proxies whose `X-Forwarded-For` is believed.
    public var trustedProxies: Set<String> = []

    /// The most bytes of a batch of readings, after decompression: a thousand items with their raw bytes are under
    /// 2 MiB.
    public var readingsBodyBytes = 4 * 1_024 * 1_024
    /// The most bytes of every other body: the largest is a note of 1,000 characters.
    public var bodyBytes = 64 * 1_024

    /// The defaults.
    public init() {}

    /// The most bytes of an operation's body.
    func bodyLimitBytes(of operation: Operation) -> Int {
        operation == .postReadings ? readingsBodyBytes : bodyBytes
    }
}
