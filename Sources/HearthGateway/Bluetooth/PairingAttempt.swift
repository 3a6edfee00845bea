import BlueZ

/// Looks for a device and pairs it, on an adapter that is ready.
struct PairingAttempt: Sendable {
    let adapter: Adapter
    let person: any PairingPerson

    /// Waits until the device shows up, and pairs it.
    ///
    /// - Throws: `PairingFailure`, or `BlueZError` when the adapter does not search.
    func run(address: BluetoothAddress, within limit: Duration) async throws -> Bond {
        // A device that the kernel has a link to, or goes on trying to get one, does not show up.
        if let known = await adapter.book.bond(with: address) {
            _ = try? await adapter.perform(.disconnect(known.peer))
        }
        return try await run(try await look(for: address, within: limit))
    }

    /// Pairs a device that was seen.
    ///
    /// - Throws: `PairingFailure`; the kernel has its older keys again.
    func run(_ seen: Sighting) async throws(PairingFailure) -> Bond {
        let known = await adapter.book.bond(with: seen.peer.address)
        if known == nil, await adapter.book.isFull { throw .full }
        do throws(PairingFailure) {
            let pairing = Pairing(of: seen.peer, isKnown: known != nil, on: adapter, with: person)
            let identity = try await pairing.run()
            if let name = seen.advertisement.name { await adapter.name(identity, name) }
            if known != nil { await adapter.restore(identity) }
            guard let bond = await adapter.book.bond(with: identity.address) else { throw .noBond }
            do throws(BlueZError) {
                try await adapter.ensureSaved()
            } catch {
                // It is read until the next start, and is to be paired again: nobody must believe otherwise.
                throw .adapter(error)
            }
            return bond
        } catch {
            if let known { await adapter.restore(known.peer) }
            throw error
        }
    }

    private func look(for address: BluetoothAddress, within limit: Duration) async throws -> Sighting {
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
