import BlueZ
import EventLoops
import Foundation
import Logging

/// The adapter of this gateway, which no other program uses meanwhile.
struct OwnAdapter: Sendable {
    let adapter: Adapter
    private let lock: AdapterLock

    /// Takes the adapter; it is used once `run` runs.
    ///
    /// - Parameters:
    ///   - settings: Which adapter, and how it is to be.
    ///   - purpose: What it is used for.
    ///   - state: Where the bonds are.
    ///   - stack: Whose adapter it is.
    ///   - loop: Where it lives.
    ///   - logger: Where it says what happens.
    ///   - onTrouble: Is called when the adapter cannot be used any more, and when it can again.
    /// - Throws: `BlueZError.adapterInUse`, `.bondFile`.
    init(
        _ settings: BluetoothSettings,
        purpose: AdapterPurpose,
        state: StateDirectory,
        of stack: BluetoothStack = .kernel,
        on loop: EventLoop,
        logger: Logger,
        onTrouble: @escaping @Sendable () -> Void = {}
    ) throws(BlueZError) {
        lock = try AdapterLock(folder: state.url)
        adapter = try Adapter(
            choice: settings.adapter,
            name: settings.name,
            purpose: purpose,
            isPrivate: settings.isPrivate,
            file: state.bondFile,
            of: stack,
            on: loop,
            logger: logger,
            onTrouble: onTrouble
        )
    }

    /// Keeps the adapter, and looks out for who else takes it, until the task is cancelled.
    func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await adapter.run() }
            group.addTask { await adapter.watchForRivals() }
        }
    }

    /// Runs `body` with the adapter of a configuration, ready, for a person at the box.
    ///
    /// - Throws: `GatewayError.noAdapter`, `BlueZError`, or what `body` throws.
    static func use<Result: Sendable>(
        _ configuration: GatewayConfiguration,
        logger: Logger,
        _ body: @escaping @Sendable (Adapter) async throws -> Result
    ) async throws -> Result {
        guard let settings = configuration.bluetooth else {
            throw GatewayError.noAdapter("bluetooth.adapter is not set")
        }
        let state = try StateDirectory(configuration.stateDirectory)
        let loop = try EventLoop(name: "bluetooth")
        defer { loop.stop() }
        let own = try OwnAdapter(settings, purpose: .pairing, state: state, on: loop, logger: logger)
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask {
                await own.adapter.run()
                return nil
            }
            group.addTask {
                switch await own.adapter.settled() {
                case .ready: return try await body(own.adapter)
                case .failed(let error): throw error
                case .absent, .settingUp: throw GatewayError.noAdapter("\(settings.adapter) is not there")
                }
            }
            defer { group.cancelAll() }
            while let finished = try await group.next() {
                if let finished { return finished }
            }
            throw CancellationError()
        }
    }
}

extension GatewayConfiguration {
    /// All devices to read: those that are configured, and those that are paired and not configured.
    func devices(pairedIn state: StateDirectory?) throws(BlueZError) -> [DeviceEntry] {
        let configured = Set(devices.map(\.address))
        let paired = try state?.bondFile.read().bonds.map { DeviceEntry(paired: $0.peer.address) }
        return devices + (paired ?? []).filter { !configured.contains($0.address) }
    }
}
