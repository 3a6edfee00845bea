import BlueZ
import EventLoops
import Logging
import Spool
import Supervision
import Upload

/// The parts of a running gateway, wired together: the ground that all stand on, what reads the devices, what delivers
/// to the server, and what reports how all of that is.
struct GatewayParts: Sendable {
    private let ground: GatewayGround
    private let delivery: DeliveryParts
    private let devices: DeviceParts
    private let reporter: GatewayReporter

    /// Makes the parts; nothing runs yet.
    ///
    /// - Parameters:
    ///   - configuration: What the gateway was told.
    ///   - connector: How it reaches its devices; nil for sockets and its own adapter.
    ///   - stack: Whose Bluetooth it uses.
    ///   - clock: Its time; nil for the kernel's clocks.
    ///   - loop: Where its devices live.
    ///   - logger: Where it says what happens.
    ///   - observe: Is told the outcome of each upload.
    /// - Throws: `GatewayError.notEnrolled`, or what keeps the spool, the adapter or the way to the server from use.
    init(
        _ configuration: GatewayConfiguration,
        connector: (any BearerConnector)?,
        stack: BluetoothStack = .kernel,
        clock: GatewayClock? = nil,
        on loop: EventLoop,
        logger: Logger,
        observe: @escaping @Sendable (UploadEvent) -> Void
    ) throws {
        ground = try GatewayGround(configuration, clock: clock, on: loop, logger: logger)
        delivery = try DeliveryParts(on: ground, observe: observe)
        devices = try DeviceParts(on: ground, delivery: delivery, connector: connector, stack: stack)
        reporter = GatewayReporter(on: ground, delivery: delivery, devices: devices)
    }

    /// How many devices it reads.
    var deviceCount: Int { get async { await devices.fleet.devices.count } }

    /// What must answer for the gateway to be alive: its devices' loop, its disk and its uploads.
    ///
    /// - Parameter manager: Is told on the way how much waits.
    /// - Returns: A question to each of them.
    func checks(telling manager: ServiceManager) -> [LivenessCheck] {
        [
            LivenessCheck("devices") {
                await ground.loop.answer()
                return true
            },
            LivenessCheck("spool") {
                // A disk that fails has answered; a restart would not mend it.
                guard let status = try? await ground.spool.status() else { return true }
                let clockText = ground.clock.reading().isTrusted ? "" : ", the clock is not right yet"
                let count = await deviceCount
                manager.tell(
                    .status("reads \(count) devices, \(status.pendingCount) measurements wait\(clockText)")
                )
                return true
            },
            LivenessCheck("upload") { await delivery.uploader.isGettingOn },
        ]
    }

    /// Runs all of it until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await delivery.run() }
            group.addTask { await devices.run() }
            group.addTask { await reporter.run() }
            await group.waitForAll()
        }
    }
}
