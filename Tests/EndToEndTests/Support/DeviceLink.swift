import ATT
import EventLoops
import SimulatedDevices

/// The air between a simulated device and a gateway's process: passes PDUs on and tells what passes.
actor DeviceLink {
    /// What the link tells; called on its loop.
    enum Event: Sendable {
        /// An indication has been sent to the gateway.
        case indicated
        /// The gateway's confirmation has been handed to the device.
        case confirmed
    }

    nonisolated let loop: EventLoop
    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    /// The opcode and the attribute's handle, before the value.
    private static let indicationHeaderBytes = 3

    private let device: SimulatedDevice
    private let listener: SeqpacketListener
    private let observe: @Sendable (Event) -> Void
    private var repeats = RepeatWatch()
    private var connection: SeqpacketBearer?

    /// Listens at `path` for the gateway; `run()` serves it.
    init(path: String, to device: SimulatedDevice, observe: @escaping @Sendable (Event) -> Void) throws {
        self.device = device
        loop = device.loop
        listener = try SeqpacketListener(path: path, on: device.loop)
        self.observe = observe
    }

    /// Serves one connection after the other, as a device does, until `close()`.
    func run() async {
        while let gateway = try? await listener.accept() {
            guard let deviceEnd = try? await device.connect(gatewayLoop: loop) else { return gateway.close() }
            await carry(gateway, deviceEnd)
        }
    }

    /// What the gateway may have taken for a repetition of the measurement before, in bytes of the value.
    var doubtfulRepeats: [[UInt8]] { repeats.doubtful }

    /// Ends the connection that is open, as a device does that switches itself off.
    func cut() { connection?.close() }

    /// Stops listening.
    func close() { listener.close() }

    private func carry(_ gateway: SeqpacketBearer, _ deviceEnd: SeqpacketBearer) async {
        repeats.connected()
        connection = gateway
        defer { connection = nil }
        let confirmations = Task {
            await pass(from: gateway, to: deviceEnd, telling: .handleValueConfirmation, as: .confirmed)
        }
        await pass(from: deviceEnd, to: gateway, telling: .handleValueIndication, as: .indicated)
        await confirmations.value
    }

    /// Passes PDUs on until one side has ended; then the other ends too.
    private func pass(
        from source: SeqpacketBearer,
        to target: SeqpacketBearer,
        telling opcode: ATTOpcode,
        as event: Event
    ) async {
        while let pdu = try? await source.receive(), (try? target.send(pdu)) != nil {
            if pdu.first == opcode.rawValue { note(event, pdu) }
        }
        source.close()
        target.close()
    }

    private func note(_ event: Event, _ pdu: [UInt8]) {
        switch event {
        case .indicated: repeats.sent(Array(pdu.dropFirst(Self.indicationHeaderBytes)))
        case .confirmed: repeats.confirmed()
        }
        observe(event)
    }
}
