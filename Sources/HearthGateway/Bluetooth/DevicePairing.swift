import BlueZ
import Logging

/// Pairs a device, for a person at the box.
public struct DevicePairing: Sendable {
    private let configuration: GatewayConfiguration
    private let logger: Logger

    /// Makes a pairing with the adapter and the folder of a configuration.
    public init(configuration: GatewayConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Waits until the device shows up, and pairs it: through the running gateway, or without one.
    ///
    /// - Parameters:
    ///   - address: The device's address.
    ///   - limit: How long it is looked for.
    ///   - person: Who answers the device's questions.
    /// - Returns: What was paired; its bond is on disk.
    /// - Throws: `PairingFailure`, or `BlueZError` or `GatewayError` when there is no adapter.
    public func run(
        address: BluetoothAddress,
        within limit: Duration,
        person: any PairingPerson
    ) async throws -> PairedDevice {
        if let running = try RunningGateway(of: configuration) {
            return try await running.pair(address, within: limit, person: person)
        }
        let handles = HandleCache(folder: try StateDirectory(configuration.stateDirectory).handleFolder, logger: logger)
        return try await OwnAdapter.use(configuration, logger: logger) { adapter in
            let bond = try await PairingAttempt(adapter: adapter, person: person).run(address: address, within: limit)
            handles.forget(DeviceEntry(paired: bond.peer.address))
            return PairedDevice(bond)
        }
    }
}
