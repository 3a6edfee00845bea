import BlueZ
import Logging

/// Pairs and forgets devices while the gateway runs, one at a time: reading of the device rests meanwhile, and goes on
/// after a pairing.
actor PairingDesk {
    private let adapter: Adapter
    private let fleet: DeviceFleet
    private let handles: HandleCache
    private let logger: Logger
    private var isBusy = false

    /// Makes the desk of a running gateway.
    init(adapter: Adapter, fleet: DeviceFleet, handles: HandleCache, logger: Logger) {
        self.adapter = adapter
        self.fleet = fleet
        self.handles = handles
        self.logger = logger
    }

    /// Waits until the device shows up, and pairs it.
    ///
    /// - Throws: `PairingFailure`, or `BlueZError` when there is no adapter to do it with.
    func pair(_ address: BluetoothAddress, within limit: Duration, person: any PairingPerson) async throws -> Bond {
        try await pair(address) { adapter in
            try await PairingAttempt(adapter: adapter, person: person).run(address: address, within: limit)
        }
    }

    /// Pairs a device that was seen just now.
    ///
    /// - Throws: As above.
    func pair(_ seen: Sighting, person: any PairingPerson) async throws -> Bond {
        try await pair(seen.peer.address) { adapter in
            try await PairingAttempt(adapter: adapter, person: person).run(seen)
        }
    }

    /// Forgets a device at a person's word: its keys, here and in the kernel, and what was discovered of it.
    ///
    /// What it has measured stays, and so does the place up to which its memory was read.
    ///
    /// - Throws: `GatewayError.notPaired`, `PairingFailure.busy`, `BlueZError.bondFile`.
    func forget(_ address: BluetoothAddress) async throws -> Bond {
        guard !isBusy else { throw PairingFailure.busy }
        isBusy = true
        defer { isBusy = false }
        guard await adapter.book.bond(with: address) != nil else { throw GatewayError.notPaired("\(address)") }
        await fleet.release(address)
        do {
            guard let bond = try await adapter.forget(address) else { throw GatewayError.notPaired("\(address)") }
            handles.forget(DeviceEntry(paired: address))
            await fleet.forget(address)
            logger.notice("a device is forgotten, as a person asked", metadata: ["device": "\(bond.peer)"])
            return bond
        } catch {
            await fleet.read(paired: address)
            throw error
        }
    }

    private func pair(_ address: BluetoothAddress, _ attempt: (Adapter) async throws -> Bond) async throws -> Bond {
        guard !isBusy else { throw PairingFailure.busy }
        isBusy = true
        defer { isBusy = false }
        await fleet.release(address)
        do {
            let bond = try await attempt(adapter)
            logger.notice("a device is paired", metadata: ["device": "\(bond.peer)"])
            // A device that was reset may have become another one.
            handles.forget(DeviceEntry(paired: bond.peer.address))
            await fleet.read(paired: bond.peer.address)
            return bond
        } catch {
            logger.warning("a device is not paired", metadata: ["device": "\(address)", "error": "\(error)"])
            if await adapter.book.bond(with: address) != nil { await fleet.read(paired: address) }
            throw error
        }
    }
}
