import BlueZ
import EventLoops
import Logging
import ServiceLifecycle
import Supervision
import UnixSignals
import Upload

/// The gateway at work: reads its devices, keeps what they measured, and uploads it.
public struct GatewayService: Service, CustomStringConvertible {
    /// What a service group logs of it: the configuration, which may have consent codes, is no part of that.
    public var description: String { "gateway" }

    private let configuration: GatewayConfiguration
    private let connector: (any BearerConnector)?
    private let stack: BluetoothStack
    private let manager: ServiceManager?
    private let logger: Logger
    private let observe: @Sendable (UploadEvent) -> Void

    /// Makes a gateway.
    ///
    /// - Parameters:
    ///   - configuration: What it was told.
    ///   - connector: How it reaches its devices; nil for sockets and its own adapter.
    ///   - stack: Whose Bluetooth it uses.
    ///   - manager: Who wants to hear that it is alive.
    ///   - logger: Where it says what happens, without patient data.
    ///   - observe: Is told the outcome of each upload.
    public init(
        configuration: GatewayConfiguration,
        connector: (any BearerConnector)? = nil,
        stack: BluetoothStack = .kernel,
        manager: ServiceManager? = nil,
        logger: Logger,
        observe: @escaping @Sendable (UploadEvent) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.connector = connector
        self.stack = stack
        self.manager = manager
        self.logger = logger
        self.observe = observe
    }

    /// Runs until SIGTERM or SIGINT.
    ///
    /// - Throws: `GatewayError.notEnrolled`, or what keeps the spool from being opened.
    public func runUntilSignalled() async throws {
        let group = ServiceGroup(
            services: [self],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        try await group.run()
    }

    /// Runs until the task is cancelled or the service group shuts down.
    ///
    /// Stopping at any moment is safe: what is on disk is taken up by the next run.
    ///
    /// - Throws: `GatewayError.notEnrolled`, or what keeps the spool from being opened.
    public func run() async throws {
        let loop = try EventLoop(name: "devices")
        defer { loop.stop() }
        let parts = try GatewayParts(
            configuration,
            connector: connector,
            stack: stack,
            on: loop,
            logger: logger,
            observe: observe
        )
        let count = await parts.deviceCount
        logger.info("gateway started", metadata: ["devices": "\(count)"])
        manager?.tell(.ready, .status("reads \(count) devices"))
        let watchdog = manager.map { Watchdog(manager: $0, checks: parts.checks(telling: $0), logger: logger) }
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await watchdog?.run() }
                    group.addTask { await parts.run() }
                    await group.waitForAll()
                }
            }
        } onGracefulShutdown: {
            manager?.tell(.stopping)
        }
        logger.info("gateway stopped")
    }
}
