import Alerting
import HearthCore
import Logging
import Postgres

/// The store of `hearth serve`: Hearth's ports over a pool of PostgreSQL connections.
///
/// The pool logs in as `hearth_service`, which owns nothing. Any number of stores, in any number of processes, work
/// beside each other on one database.
public struct Store: Sendable {
    /// The channels that the listener of `run` must listen to.
    public static let channels = [AlertWriter.channel, ConfigurationWatch.channel]
    /// How often partitions are made ahead: they reach months, so that a failure has many more chances.
    private static let maintenanceInterval: Duration = .seconds(6 * 3_600)
    /// How soon they are tried again when the database could not be asked.
    private static let maintenanceRetry: Duration = .seconds(30)

    /// Half a minute: silence is counted in minutes, and an organisation costs one short transaction a look.
    public static let defaultWatchPause: Duration = .seconds(30)

    /// What the routes need.
    public let ports: Ports

    private let partitions: Partitions
    private let signals: AlertSignals
    private let watch: ConfigurationWatch
    private let ingest: GroupedIngest
    private let logger: Logger

    /// Makes a store; it connects when it is first used.
    ///
    /// - Parameters:
    ///   - pool: Connections that log in as `hearth_service`.
    ///   - policy: When equipment counts as silent, full, late, empty or off.
    ///   - watchPause: How long nobody may have looked for silence before it is time again.
    ///   - logger: Told when partitions could not be made ahead, or equipment could not be watched.
    public init(
        pool: PostgresPool,
        policy: TechnicalPolicy = TechnicalPolicy(),
        watchPause: Duration = Store.defaultWatchPause,
        logger: Logger = Logger(label: "store")
    ) {
        self.init(pool: pool, policy: policy, watchPause: watchPause, trust: TokenTrust(), logger: logger)
    }

    init(
        pool: PostgresPool,
        policy: TechnicalPolicy = TechnicalPolicy(),
        watchPause: Duration = Store.defaultWatchPause,
        trust: TokenTrust,
        logger: Logger = Logger(label: "store")
    ) {
        self.logger = logger
        let database = Database(pool: pool)
        let heard = HeardGateways()
        partitions = Partitions(database: database)
        signals = AlertSignals()
        watch = ConfigurationWatch(database: database, trust: trust)
        ingest = GroupedIngest(
            store: IngestTransaction(database: database, partitions: partitions, watch: watch),
            logger: logger
        )
        ports = Ports(
            authenticator: CredentialRepository(database: database, watch: watch),
            organizations: OrganizationRepository(database: database),
            patients: PatientRepository(database: database),
            users: UserRepository(database: database),
            gateways: GatewayRepository(database: database),
            reports: GatewayReportRepository(database: database, policy: policy),
            pairings: PairingOrderRepository(database: database),
            watch: WatchRepository(database: database, policy: policy, pause: watchPause, heard: heard, logger: logger),
            devices: DeviceRepository(database: database),
            ingest: HeardIngest(ingest: ingest, heard: heard),
            readings: ReadingRepository(database: database, partitions: partitions),
            bytes: ByteRepository(database: database),
            limits: LimitRepository(database: database),
            alerts: AlertRepository(database: database),
            events: AlertEventRepository(database: database, signals: signals),
            quarantine: QuarantineRepository(database: database, partitions: partitions),
            outbox: OutboxRepository(database: database, signals: signals),
            audit: AuditRepository(database: database),
            readiness: ReadinessProbe(database: database)
        )
    }

    /// Passes on what other transactions signal and makes partitions ahead, until the task is cancelled.
    ///
    /// Without it live streams are not woken; nothing is lost, since they can ask. Every token is looked up then.
    ///
    /// - Parameter listener: A listener to `channels`.
    public func run(_ listener: PostgresListener) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await hear(listener) }
            group.addTask { await watch.run() }
            group.addTask { await makePartitionsAhead() }
            group.addTask { await ingest.run() }
        }
    }

    private func hear(_ listener: PostgresListener) async {
        for await event in listener.events {
            watch.heard(event)
            signals.heard(event)
        }
        watch.heard(.lost)
        signals.close()
    }

    private func makePartitionsAhead() async {
        while !Task.isCancelled {
            var pause = Store.maintenanceInterval
            do throws(CoreError) {
                try await partitions.makeAhead()
            } catch {
                logger.warning("partitions could not be made ahead", metadata: ["error": "\(error)"])
                pause = Store.maintenanceRetry
            }
            // A cancelled sleep ends the loop.
            try? await Task.sleep(for: pause)
        }
    }
}
