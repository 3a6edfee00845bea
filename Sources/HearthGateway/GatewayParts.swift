import BlueZ
import EventLoops
import Foundation
import GATT
import Logging
import ReadingExchange
import Spool
import Supervision
import Upload
import Vitals

/// The parts of a running gateway, wired together.
struct GatewayParts: Sendable {
    private let fleet: DeviceFleet
    private let loop: EventLoop
    private let uploader: Uploader
    private let spool: Spool
    private let clock: GatewayClock
    private let intake: MeasurementIntake
    private let reporter: GatewayReporter
    private let keeper: CredentialKeeper
    private let ownAdapter: OwnAdapter?
    private let pairing: PairingServices?

    /// Makes the parts; nothing runs yet.
    ///
    /// - Parameters:
    ///   - configuration: What the gateway was told.
    ///   - connector: How it reaches its devices; nil for sockets and its own adapter.
    ///   - clock: Its time; nil for the kernel's clocks.
    ///   - loop: Where its devices live.
    ///   - logger: Where it says what happens.
    ///   - observe: Is told the outcome of each upload.
    /// - Throws: `GatewayError.notEnrolled`, or what keeps the spool, the adapter or the way to the server from use.
    init(
        _ configuration: GatewayConfiguration,
        connector: (any BearerConnector)?,
        clock: GatewayClock? = nil,
        on loop: EventLoop,
        logger: Logger,
        observe: @escaping @Sendable (UploadEvent) -> Void
    ) throws {
        let state = try StateDirectory(configuration.stateDirectory)
        guard let token = try state.credential() else { throw GatewayError.notEnrolled }
        let (troubles, trouble) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let standing = CredentialStanding()
        let contact = ServerContact()
        let journal = DeviceJournal()
        let clock = clock ?? GatewayClock(file: state.clockFile, logger: logger)
        let spool = try Spool(
            path: state.spoolFile.path,
            maximumBytes: configuration.spoolBytes,
            logger: logger,
            onPressureChange: { trouble.yield() }
        )
        let uploader = Uploader(
            queue: SpoolQueue(spool: spool),
            transport: try configuration.transport(),
            credential: try BearerCredential(token),
            keptCredential: { try state.credential().map(BearerCredential.init) },
            maximumItems: configuration.uploadBatch,
            logger: logger,
            observe: { event in
                if event.settlements.contains(where: \.isRefused) { trouble.yield() }
                if event.reason.isAboutCredential { standing.doubt() }
                let isAnswered = event.reason == .answered
                contact.note(event.reason.rawValue, answeredAt: isAnswered ? clock.reading().now : nil)
                observe(event)
            }
        )
        let intake = MeasurementIntake(
            spool: spool,
            decoder: IndicationDecoder(zone: configuration.zone, quirks: try .known()),
            clock: clock,
            logger: logger,
            wakeUploader: { uploader.wake() },
            onMeasurement: { journal.note(measurement: $0.measurement.kind, at: $0.effectiveAt, of: $0.device) }
        )
        let ownAdapter = try configuration.bluetooth.map { settings in
            try OwnAdapter(settings, purpose: .reading, state: state, on: loop, logger: logger)
        }
        let devices = try configuration.devices(pairedIn: ownAdapter == nil ? nil : state)
        // Reports and renewals are rare: they share a connection, which the uploads do not wait for.
        let transport = try configuration.transport()
        let connector = connector ?? SocketConnector(adapter: ownAdapter?.adapter) { trouble.yield() }
        let handles = HandleCache(folder: state.handleFolder, logger: logger)
        let fleet = DeviceFleet(devices, on: loop) { device in
            DeviceLoop(
                device: device,
                connector: connector,
                intake: intake,
                journal: journal,
                handles: handles,
                loop: loop,
                logger: logger,
                tasks: configuration.tasks(at: device.identifier)
            )
        }
        let pairing = ownAdapter.map { ownAdapter in
            PairingServices(
                adapter: ownAdapter.adapter,
                fleet: fleet,
                handles: handles,
                state: state,
                transport: transport,
                clock: clock,
                on: loop,
                logger: logger
            )
        }
        reporter = GatewayReporter(
            devices: { await fleet.devices },
            interval: configuration.reportInterval,
            spool: spool,
            journal: journal,
            bonds: { await ownAdapter?.adapter.book },
            contact: contact,
            observations: state.observationFile,
            transport: transport,
            credential: { try state.credential().map(BearerCredential.init) },
            clock: clock,
            troubles: troubles,
            takeOrders: { await pairing?.orders.take($0) },
            logger: logger
        )
        keeper = CredentialKeeper(
            state: state,
            transport: transport,
            age: CredentialAge(
                renewal: configuration.credentialRenewal,
                share: Double.random(in: CredentialAge.shares)
            ),
            standing: standing,
            clock: { clock.trustedNow() },
            logger: logger,
            onChange: { await uploader.use($0) }
        )
        self.loop = loop
        self.uploader = uploader
        self.spool = spool
        self.clock = clock
        self.intake = intake
        self.ownAdapter = ownAdapter
        self.pairing = pairing
        self.fleet = fleet
    }

    /// How many devices it reads.
    var deviceCount: Int { get async { await fleet.devices.count } }

    /// What must answer for the gateway to be alive: its devices' loop, its disk and its uploads.
    ///
    /// - Parameter manager: Is told on the way how much waits.
    /// - Returns: A question to each of them.
    func checks(telling manager: ServiceManager) -> [LivenessCheck] {
        [
            LivenessCheck("devices") {
                await loop.answer()
                return true
            },
            LivenessCheck("spool") {
                // A disk that fails has answered; a restart would not mend it.
                guard let status = try? await spool.status() else { return true }
                let clockText = clock.reading().isTrusted ? "" : ", the clock is not right yet"
                let count = await deviceCount
                manager.tell(
                    .status("reads \(count) devices, \(status.pendingCount) measurements wait\(clockText)")
                )
                return true
            },
            LivenessCheck("upload") { await uploader.isGettingOn },
        ]
    }

    /// Runs all of it until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await uploader.run() }
            group.addTask { await intake.keepRecovering() }
            group.addTask { await reporter.run() }
            group.addTask { await keeper.run() }
            if let ownAdapter { group.addTask { await ownAdapter.adapter.run() } }
            if let pairing { group.addTask { await pairing.run() } }
            group.addTask { await fleet.run() }
            await group.waitForAll()
        }
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

extension UploadReason {
    fileprivate var isAboutCredential: Bool { self == .credentialRejected || self == .credentialRevoked }
}
