import ATT
import BlueZ
import EventLoops
import Foundation
import GATT
import Logging
import ServiceLifecycle
import Spool
import UnixSignals
import Upload

/// The gateway at work: reads its devices, keeps what they measured, and uploads it.
public struct GatewayService: Service {
    private let configuration: GatewayConfiguration
    private let connector: (any BearerConnector)?
    private let logger: Logger
    private let observe: @Sendable (UploadEvent) -> Void

    /// Makes a gateway.
    ///
    /// - Parameters:
    ///   - configuration: What it was told.
    ///   - connector: How it reaches its devices; nil for sockets and its own adapter.
    ///   - logger: Where it says what happens, without patient data.
    ///   - observe: Is told the outcome of each upload.
    public init(
        configuration: GatewayConfiguration,
        connector: (any BearerConnector)? = nil,
        logger: Logger,
        observe: @escaping @Sendable (UploadEvent) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.connector = connector
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
        let state = try StateDirectory(configuration.stateDirectory)
        guard let token = try state.credential() else { throw GatewayError.notEnrolled }
        let (troubles, trouble) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let spool = try Spool(
            path: state.spoolFile.path,
            maximumBytes: configuration.spoolBytes,
            logger: logger,
            onPressureChange: { trouble.yield() }
        )
        let uploader = try uploader(token: token, state: state, spool: spool, onRefusal: { trouble.yield() })
        let intake = MeasurementIntake(
            spool: spool,
            decoder: IndicationDecoder(zone: configuration.zone, quirks: try .known()),
            logger: logger,
            wakeUploader: { uploader.wake() }
        )
        let loop = try EventLoop(name: "devices")
        defer { loop.stop() }
        let ownAdapter = try configuration.bluetooth.map { settings in
            try OwnAdapter(settings, purpose: .reading, state: state, on: loop, logger: logger)
        }
        let devices = try configuration.devices(pairedIn: ownAdapter == nil ? nil : state)
        let journal = DeviceJournal()
        let reporter = GatewayReporter(
            devices: devices,
            interval: configuration.reportInterval,
            spool: spool,
            journal: journal,
            transport: try configuration.transport(),
            credential: { try state.credential().map(BearerCredential.init) },
            troubles: troubles,
            logger: logger
        )
        let deviceLoops = deviceLoops(devices, ownAdapter, intake: intake, journal: journal, on: loop)
        logger.info("gateway started", metadata: ["devices": "\(devices.count)"])
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await uploader.run() }
                group.addTask { await intake.keepRecovering() }
                group.addTask { await reporter.run() }
                if let ownAdapter { group.addTask { await ownAdapter.adapter.run() } }
                for deviceLoop in deviceLoops { group.addTask(executorPreference: loop) { await deviceLoop.run() } }
                await group.waitForAll()
            }
        }
        logger.info("gateway stopped")
    }

    private func deviceLoops(
        _ devices: [DeviceEntry],
        _ ownAdapter: OwnAdapter?,
        intake: MeasurementIntake,
        journal: DeviceJournal,
        on loop: EventLoop
    ) -> [DeviceLoop] {
        let connector = connector ?? SocketConnector(adapter: ownAdapter?.adapter)
        return devices.map { device in
            DeviceLoop(
                device: device,
                connector: connector,
                intake: intake,
                journal: journal,
                loop: loop,
                logger: logger,
                tasks: configuration.tasks(at: device.identifier)
            )
        }
    }

    private func uploader(
        token: String,
        state: StateDirectory,
        spool: Spool,
        onRefusal: @escaping @Sendable () -> Void
    ) throws(UploadError) -> Uploader {
        let observe = observe
        return Uploader(
            queue: SpoolQueue(spool: spool),
            transport: try configuration.transport(),
            credential: try BearerCredential(token),
            keptCredential: { try state.credential().map(BearerCredential.init) },
            maximumItems: configuration.uploadBatch,
            logger: logger,
            observe: { event in
                if event.settlements.contains(where: \.isRefused) { onRefusal() }
                observe(event)
            }
        )
    }
}

extension UploadSettlement {
    fileprivate var isRefused: Bool {
        switch outcome {
        case .refused: true
        case .delivered: false
        }
    }
}
