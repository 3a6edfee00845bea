import BlueZ
import GATT
import ReadingExchange
import Upload
import Vitals

/// What reads the devices: the adapter, the loop of each device, and the intake that keeps what they measured.
struct DeviceParts: Sendable {
    /// The devices that are read.
    let fleet: DeviceFleet
    /// The gateway's adapter; nil when its devices are at sockets only.
    let ownAdapter: OwnAdapter?
    /// What is done with the adapter besides reading.
    let pairing: PairingServices?
    private let intake: MeasurementIntake

    /// Makes the parts; nothing runs yet.
    ///
    /// - Parameters:
    ///   - ground: What they stand on.
    ///   - delivery: Is woken by what was measured, and knows the way to the server by which orders are answered.
    ///   - connector: How devices are reached; nil for sockets and the gateway's own adapter.
    ///   - stack: Whose adapter that is.
    /// - Throws: What keeps the adapter, or the known quirks, from use.
    init(
        on ground: GatewayGround,
        delivery: DeliveryParts,
        connector: (any BearerConnector)?,
        stack: BluetoothStack
    ) throws {
        let troubles = ground.troubles
        let quirks = try ground.configuration.quirks()
        intake = Self.intake(on: ground, quirks: quirks, wakes: delivery.uploader)
        ownAdapter = try ground.configuration.bluetooth.map { settings in
            try OwnAdapter(
                settings,
                purpose: .reading,
                state: ground.state,
                of: stack,
                on: ground.loop,
                logger: ground.logger,
                onTrouble: { troubles.raise() }
            )
        }
        let handles = HandleCache(folder: ground.state.handleFolder, logger: ground.logger)
        let fleet = try Self.fleet(
            on: ground,
            pairedIn: ownAdapter == nil ? nil : ground.state,
            connector: connector ?? SocketConnector(adapter: ownAdapter?.adapter) { troubles.raise() },
            intake: intake,
            handles: handles
        )
        pairing = ownAdapter.map { ownAdapter in
            PairingServices(
                adapter: ownAdapter.adapter,
                fleet: fleet,
                handles: handles,
                state: ground.state,
                transport: delivery.transport,
                clock: ground.clock,
                quirks: quirks,
                on: ground.loop,
                logger: ground.logger
            )
        }
        self.fleet = fleet
    }

    private static func intake(
        on ground: GatewayGround,
        quirks: DeviceQuirks,
        wakes uploader: Uploader
    ) -> MeasurementIntake {
        let journal = ground.journal
        return MeasurementIntake(
            spool: ground.spool,
            decoder: IndicationDecoder(zone: ground.configuration.zone, quirks: quirks),
            clock: ground.clock,
            logger: ground.logger,
            wakeUploader: { uploader.wake() },
            onMeasurement: { journal.note(measurement: $0.measurement.kind, at: $0.effectiveAt, of: $0.device) }
        )
    }

    private static func fleet(
        on ground: GatewayGround,
        pairedIn state: StateDirectory?,
        connector: any BearerConnector,
        intake: MeasurementIntake,
        handles: HandleCache
    ) throws -> DeviceFleet {
        DeviceFleet(
            try ground.configuration.devices(pairedIn: state),
            configured: ground.configuration.devices,
            on: ground.loop
        ) { device in
            DeviceLoop(
                device: device,
                connector: connector,
                intake: intake,
                journal: ground.journal,
                handles: handles,
                loop: ground.loop,
                logger: ground.logger,
                tasks: ground.configuration.tasks(at: device.identifier)
            )
        }
    }

    /// Reads the devices until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await intake.keepRecovering() }
            if let ownAdapter { group.addTask { await ownAdapter.run() } }
            if let pairing { group.addTask { await pairing.run() } }
            group.addTask { await fleet.run() }
            await group.waitForAll()
        }
    }
}
