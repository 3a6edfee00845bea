/// The bounds and times of the upload, each with its reason.
public enum UploadLimits {
    /// Seconds to connect, TLS included: a slow mobile link needs less than five.
    public static let connectSeconds = 10
    /// Seconds for a whole request: a full one takes half of it at 16 kB/s.
    public static let requestSeconds = 60
    /// A request that takes longer hangs where its own limit of time does not reach, in the look-up of a name for
    /// example.
    public static let stuckRequest: Duration = .seconds(3 * requestSeconds)
    /// Bytes of an answer: 1,000 results with a problem each are under 512 KiB.
    public static let answerBytes = 1 << 20
    /// Bytes of a request's body: well below the 4 MiB that the server reads.
    public static let requestBytes = 512 << 10
    /// Items of a request unless configured: one transaction of the server, and half a second of a slow link.
    public static let defaultItems = 200
    /// The bound of the first wait after a failure.
    public static let firstBackoffSeconds = 2.0
    /// The bound of every wait after many failures: a server that is up again is used within five minutes.
    public static let longestBackoffSeconds = 300.0
    /// The longest wait that a server may ask for: a mistake in its header must not silence a gateway for a day.
    public static let longestAskedSeconds = 3600
    /// What is added to a wait that the server asks for, at random, so that not all gateways return at once.
    public static let askedJitterSeconds = 5.0
    /// The wait when a person must act first, not for ever: it may be set right on the server.
    public static let personSeconds = 900.0
    /// After as many answers of 500 in a row an item may be to blame: a server that is restarted gives fewer.
    public static let faultsOfOneItem = 3
    /// The items that others may pass at a time: more at once are a fault of the server and not of the items, and then
    /// the newest go first again.
    public static let setAsideItems = 8
    /// How often the queue is looked at when nobody says that something new is there.
    public static let idleSeconds = 30.0
}
