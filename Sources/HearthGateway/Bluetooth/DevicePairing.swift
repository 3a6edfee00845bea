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

    /// Waits until the device shows up, and pairs it.
    ///
    /// - Parameters:
    ///   - address: The device's address.
    ///   - limit: How long it is looked for.
    ///   - person: Who answers the device's questions.
    /// - Returns: Its bond, which is on disk.
    /// - Throws: `PairingFailure`, or `BlueZError` or `GatewayError` when there is no adapter.
    public func run(
        address: BluetoothAddress,
        within limit: Duration,
        person: any PairingPerson
    ) async throws -> Bond {
        try await OwnAdapter.use(configuration, logger: logger) { adapter in
            let isKnown = await adapter.book.bond(with: address) != nil
            let seen = try await Self.look(for: address, within: limit, with: adapter)
            let identity = try await Pairing(of: seen.peer, isKnown: isKnown, on: adapter, with: person).run()
            if let name = seen.advertisement.name { await adapter.name(identity, name) }
            guard let bond = await adapter.book.bond(with: identity.address) else { throw PairingFailure.noBond }
            return bond
        }
    }

    private static func look(
        for address: BluetoothAddress,
        within limit: Duration,
        with adapter: Adapter
    ) async throws -> Sighting {
        try await withThrowingTaskGroup(of: Sighting?.self) { group in
            group.addTask {
                var found: Sighting?
                try await Scanner(adapter).run { sighting in
                    guard sighting.peer.address == address else { return true }
                    var merged = sighting
                    if let earlier = found { merged.advertisement.merge(earlier.advertisement) }
                    found = merged
                    // The name may come a moment later, in the answer to the scan.
                    return merged.advertisement.name == nil
                }
                return found
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let found = try await group.next(), let found else { throw PairingFailure.unreachable }
            return found
        }
    }
}
