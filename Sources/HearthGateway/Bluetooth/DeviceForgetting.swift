import BlueZ
import Logging

/// Forgets a paired device, for a person at the box.
public struct DeviceForgetting: Sendable {
    private let configuration: GatewayConfiguration
    private let logger: Logger

    /// Works with the adapter and the folder of a configuration.
    public init(configuration: GatewayConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Removes the bond: through the running gateway, or without one; without an adapter from the file alone, which is
    /// what an adapter is given when it comes.
    ///
    /// - Parameter address: The device's address.
    /// - Returns: What was forgotten.
    /// - Throws: `GatewayError.notPaired`, or what keeps the bonds or the adapter from use.
    public func run(address: BluetoothAddress) async throws -> PairedDevice {
        if let running = try RunningGateway(of: configuration) { return try await running.forget(address) }
        let state = try StateDirectory(configuration.stateDirectory)
        guard try state.bondFile.read().bond(with: address) != nil else {
            throw GatewayError.notPaired("\(address)")
        }
        let device: PairedDevice
        do {
            device = try await OwnAdapter.use(configuration, logger: logger) { adapter in
                guard let bond = try await adapter.forget(address) else { throw GatewayError.notPaired("\(address)") }
                return PairedDevice(bond)
            }
        } catch GatewayError.noAdapter, BlueZError.noBluetooth {
            device = try forget(address, in: state)
        }
        HandleCache(folder: state.handleFolder, logger: logger).forget(DeviceEntry(paired: address))
        return device
    }

    private func forget(_ address: BluetoothAddress, in state: StateDirectory) throws -> PairedDevice {
        let lock = try AdapterLock(folder: state.url)
        defer { withExtendedLifetime(lock) {} }
        var book = try state.bondFile.read()
        guard let bond = book.forget(address) else { throw GatewayError.notPaired("\(address)") }
        try state.bondFile.write(book)
        return PairedDevice(bond)
    }
}
