import Alerting
import Foundation
import HearthAPI
import HearthStore
import Postgres
import Settings
import SocketHTTP

/// Everything that a server is told, read once at its start.
///
/// Keys: `Deploy/hearth.example.yaml`.
public struct ServerConfiguration: Sendable {
    /// The address to listen on; loopback unless told otherwise, since TLS ends in a proxy in front.
    public var address: String
    /// The port to listen on; 0 lets the kernel choose.
    public var port: UInt16
    /// Addresses of the reverse proxies in front, whose `X-Forwarded-For` is believed.
    public var trustedProxies: Set<String>
    /// What clients may bring and hold, and how long they may take; where to listen stands above.
    public var http = HTTPServerConfiguration()
    /// The most bytes of a batch of readings, after decompression.
    public var readingsBodyBytes = APIConfiguration().readingsBodyBytes
    /// The most bytes of every other body.
    public var bodyBytes = APIConfiguration().bodyBytes
    /// How long requests in flight may take to finish once the server is told to stop.
    public var grace: Duration
    /// The libpq connection string of the service's role, which owns nothing.
    public var database: String
    /// Database connections in all, shared among the loops.
    public var connections: Int
    /// How long the listener for notifications is trusted when it hears nothing, and how long a check may take.
    public var listenerCheck = PostgresListener.defaultCheckInterval
    /// How often a live stream without news sends a comment.
    public var streamHeartbeat = APIConfiguration().streamHeartbeat
    /// Event loops.
    public var loops: Int
    /// When equipment counts as silent, full, late, empty or off.
    public var technical: TechnicalPolicy
    /// How often this server says that it is alive, and looks for silence when no other server has.
    public var watchPause: Duration

    /// Where HTTP servers without a name of their own are commonly found.
    public static let defaultPort = 8_080
    /// Long enough for a batch of 1,000 readings on a slow disk, short enough for a service manager's patience.
    public static let defaultGrace: Duration = .seconds(10)
    /// PostgreSQL takes 100 in its own default; several servers fit beside each other.
    public static let defaultConnections = 16

    /// Makes a configuration.
    public init(
        address: String = "127.0.0.1",
        port: UInt16 = UInt16(defaultPort),
        trustedProxies: Set<String> = [],
        grace: Duration = defaultGrace,
        database: String,
        connections: Int = defaultConnections,
        loops: Int = ProcessInfo.processInfo.activeProcessorCount,
        technical: TechnicalPolicy = TechnicalPolicy(),
        watchPause: Duration = Store.defaultWatchPause
    ) {
        self.address = address
        self.port = port
        self.trustedProxies = trustedProxies
        self.grace = grace
        self.database = database
        self.connections = connections
        self.loops = loops
        self.technical = technical
        self.watchPause = watchPause
    }

    /// Reads the configuration from its layers.
    ///
    /// - Throws: `SettingsError`, which names the key.
    public init(reading settings: SettingsReader) throws(SettingsError) {
        let bytes = 1_024...(1 << 30)
        let technical = try TechnicalPolicy(reading: settings)
        let loops = try settings.integer("loops.count", default: 0, in: 0...256)
        self.init(
            address: settings.text("http.address") ?? "127.0.0.1",
            port: UInt16(
                try settings.integer("http.port", default: ServerConfiguration.defaultPort, in: 0...65_535)
            ),
            trustedProxies: Set(settings.texts("http.trustedProxies")),
            grace: try settings.seconds(
                "http.graceSeconds",
                default: ServerConfiguration.defaultGrace,
                in: 0...600
            ),
            database: try settings.requiredText("database.service"),
            connections: try settings.integer(
                "database.connections",
                default: ServerConfiguration.defaultConnections,
                in: 1...1_000
            ),
            loops: loops == 0 ? ProcessInfo.processInfo.activeProcessorCount : loops,
            technical: technical,
            watchPause: try settings.seconds(
                "technical.watchSeconds",
                default: Store.defaultWatchPause,
                in: 1...(technical.serverSilenceSeconds / 2)
            )
        )
        listenerCheck = try settings.seconds("database.listenerCheckSeconds", default: listenerCheck, in: 1...60)
        streamHeartbeat = try settings.seconds("http.times.heartbeatSeconds", default: streamHeartbeat, in: 1...3_600)
        try http.read(settings)
        readingsBodyBytes = try settings.integer("http.limits.readingsBodyBytes", default: readingsBodyBytes, in: bytes)
        bodyBytes = try settings.integer("http.limits.bodyBytes", default: bodyBytes, in: bytes)
    }
}
