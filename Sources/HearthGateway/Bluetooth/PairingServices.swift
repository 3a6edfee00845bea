import BlueZ
import EventLoops
import GATT
import Logging
import Upload

/// What a running gateway does with its adapter besides reading: it pairs by the server's order, and pairs and looks
/// for devices at a person's command.
struct PairingServices: Sendable {
    /// The server's orders.
    let orders: OrderedPairings
    private let control: ControlServer

    /// Makes the services of a gateway.
    ///
    /// - Parameters:
    ///   - adapter: The adapter.
    ///   - fleet: The devices that are read.
    ///   - handles: What was discovered of them; a pairing begins anew.
    ///   - state: Where the socket for commands and the credential are.
    ///   - transport: A way to the server that the uploads do not use.
    ///   - clock: The time, by which orders expire.
    ///   - quirks: Name what does not announce its service.
    ///   - loop: Where the socket lives.
    ///   - logger: Told what is paired, and what is not.
    init(
        adapter: Adapter,
        fleet: DeviceFleet,
        handles: HandleCache,
        state: StateDirectory,
        transport: any HTTPTransport,
        clock: GatewayClock,
        quirks: DeviceQuirks,
        on loop: EventLoop,
        logger: Logger
    ) {
        let desk = PairingDesk(adapter: adapter, fleet: fleet, handles: handles, logger: logger)
        orders = OrderedPairings(
            adapter: adapter,
            desk: desk,
            transport: transport,
            credential: { try state.credential().map(BearerCredential.init) },
            now: { clock.trustedNow() },
            logger: logger
        )
        control = ControlServer(
            path: state.controlPath,
            adapter: adapter,
            desk: desk,
            quirks: quirks,
            loop: loop,
            logger: logger
        )
    }

    /// Serves until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await orders.run() }
            group.addTask { await control.run() }
        }
    }
}
