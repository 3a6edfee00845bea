import BlueZ
import EventLoops

/// Keeps every device connected: those of the start, and those that are paired while the gateway runs.
actor DeviceFleet {
    /// The devices, in the order in which they came.
    private(set) var devices: [DeviceEntry]

    /// Those of the configuration.
    private let configured: [DeviceEntry]
    private let loop: EventLoop
    private let deviceLoop: @Sendable (DeviceEntry) -> DeviceLoop
    private var tasks: [String: Task<Void, Never>] = [:]
    private var isRunning = false

    /// Makes a fleet; `run` connects it.
    ///
    /// - Parameters:
    ///   - devices: The devices of the start.
    ///   - configured: Those of them that the configuration names.
    ///   - loop: Where the connections live.
    ///   - deviceLoop: What keeps one device connected.
    init(
        _ devices: [DeviceEntry],
        configured: [DeviceEntry] = [],
        on loop: EventLoop,
        deviceLoop: @escaping @Sendable (DeviceEntry) -> DeviceLoop
    ) {
        self.devices = devices
        self.configured = configured
        self.loop = loop
        self.deviceLoop = deviceLoop
    }

    /// Keeps the devices connected until the task is cancelled.
    func run() async {
        isRunning = true
        for device in devices { read(device) }
        let (never, source) = AsyncStream.makeStream(of: Never.self)
        for await _ in never {}
        source.finish()
        isRunning = false
        for task in tasks.values { task.cancel() }
        for task in tasks.values { await task.value }
    }

    /// Lets go of a Bluetooth device, so that it can be paired; returns when nothing is done with it any more.
    func release(_ address: BluetoothAddress) async {
        for device in devices where device.address == .bluetooth(address) {
            guard let task = tasks.removeValue(forKey: device.identifier) else { continue }
            task.cancel()
            await task.value
        }
    }

    /// Reads a paired device from now on; it is one of the gateway's devices if it was not before.
    func read(paired address: BluetoothAddress) {
        if !devices.contains(where: { $0.address == .bluetooth(address) }) {
            devices.append(DeviceEntry(paired: address))
        }
        for device in devices where device.address == .bluetooth(address) { read(device) }
    }

    /// Lets go of a Bluetooth device for good; one that the configuration names waits to be paired again.
    func forget(_ address: BluetoothAddress) async {
        await release(address)
        devices.removeAll { $0 == DeviceEntry(paired: address) && !configured.contains($0) }
    }

    private func read(_ device: DeviceEntry) {
        guard isRunning, tasks[device.identifier] == nil else { return }
        let deviceLoop = deviceLoop(device)
        tasks[device.identifier] = Task(executorPreference: loop) { await deviceLoop.run() }
    }
}
