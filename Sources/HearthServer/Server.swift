import EventLoops
import HearthAPI
import HearthCore
import HearthStore
import Logging
import Postgres
import ServiceLifecycle
import SocketHTTP
import Supervision
import Telemetry
import UnixSignals

/// The server: the HTTP API, the live streams and the notifier in one process, as many processes as wanted.
public struct Server: Sendable {
    /// Descriptors for everything but clients and the database: loops, logs, files, connections that are being refused.
    private static let otherDescriptors = 256

    private let configuration: ServerConfiguration
    private let channel: any NotificationChannel
    private let manager: ServiceManager?
    private let logger: Logger

    /// Makes a server.
    ///
    /// - Parameters:
    ///   - configuration: What it was told.
    ///   - channel: How on-call staff are told.
    ///   - manager: Who wants to hear that it is alive.
    ///   - logger: Where it says what happens, without patient data.
    public init(
        configuration: ServerConfiguration,
        channel: any NotificationChannel,
        manager: ServiceManager? = nil,
        logger: Logger
    ) {
        self.configuration = configuration
        self.channel = channel
        self.manager = manager
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT, and ends requests in flight before it returns.
    ///
    /// - Parameter ready: Is told the address once requests are answered.
    /// - Throws: What keeps the server from starting.
    public func runUntilSignalled(ready: @escaping @Sendable (SocketAddress) -> Void) async throws {
        // Started by the group, which has taken the signals over by then: not even an early one ends a request halfway.
        let group = ServiceGroup(
            services: [StartedServer(server: self, manager: manager, ready: ready)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
    }

    /// Starts everything; requests are answered when this returns.
    ///
    /// - Returns: The running server, to be stopped by the caller.
    /// - Throws: What keeps the server from starting.
    public func start() async throws -> RunningServer {
        let group = try EventLoopGroup(count: configuration.loops)
        let database = PostgresConfiguration(configuration.database)
        let pool = PostgresPool(
            database,
            group: group,
            limits: PostgresPoolLimits(connections: configuration.connections),
            logger: logger
        )
        let store = Store(
            pool: pool,
            policy: configuration.technical,
            watchPause: configuration.watchPause,
            logger: logger
        )
        let listener = PostgresListener(
            database,
            channels: Store.channels,
            on: group.next(),
            checkInterval: configuration.listenerCheck,
            outage: pool.outage
        )
        let registry = ProcessTelemetry.registry
        var api = APIConfiguration()
        api.streamHeartbeat = configuration.streamHeartbeat
        api.trustedProxies = configuration.trustedProxies
        api.readingsBodyBytes = configuration.readingsBodyBytes
        api.bodyBytes = configuration.bodyBytes
        let handler = try APIHandler(
            ports: store.ports,
            configuration: api,
            metricsText: { registry.exposition().text },
            logger: logger
        )
        let listening = listening()
        let http = HTTPServer(
            configuration: listening,
            group: group,
            logger: logger,
            renderRejection: APIHandler.renderRejection,
            handler: handler
        )
        let address = try await http.start()
        return RunningServer(
            address: address,
            ports: store.ports,
            grace: configuration.grace,
            http: http,
            pool: pool,
            group: group,
            tasks: tasks(of: store, listener) + watchdog(of: group)
        )
    }

    /// The HTTP server's configuration, with no more connections than the process may have descriptors for.
    private func listening() -> HTTPServerConfiguration {
        var listening = configuration.http
        listening.host = configuration.address
        listening.port = configuration.port
        listening.limits.bodyBytes = max(configuration.readingsBodyBytes, configuration.bodyBytes)
        listening.uncountedAddresses.formUnion(configuration.trustedProxies)
        listening.alwaysAnsweredPaths = APIHandler.probePaths
        let others = Server.otherDescriptors + configuration.connections
        let descriptors = DescriptorLimit.raise(to: listening.maximumConnections + others)
        if descriptors < listening.maximumConnections + others {
            listening.maximumConnections = max(1, descriptors - others)
            logger.warning(
                "fewer connections than configured: the limit of open files is low",
                metadata: ["connections": "\(listening.maximumConnections)", "descriptors": "\(descriptors)"]
            )
        }
        return listening
    }

    /// Starts telling the service manager that every loop comes round; a database that is away is no reason to restart.
    private func watchdog(of group: EventLoopGroup) -> [Task<Void, Never>] {
        guard let manager else { return [] }
        let checks = group.loops.map { loop in
            LivenessCheck(loop.name) {
                await loop.answer()
                return true
            }
        }
        let watchdog = Watchdog(manager: manager, checks: checks, logger: logger)
        return [Task { await watchdog.run() }]
    }

    /// Starts what goes on beside the requests.
    private func tasks(of store: Store, _ listener: PostgresListener) -> [Task<Void, Never>] {
        let notifier = Notifier(
            outbox: store.ports.outbox,
            users: store.ports.users,
            channel: channel,
            logger: logger
        )
        let watch = Watch(equipment: store.ports.watch, logger: logger)
        let pause = configuration.watchPause
        return [
            Task { await notifier.run() }, Task { await store.run(listener) }, Task { await watch.run(every: pause) },
        ]
    }
}
