/// Looks for devices, for as long as somebody wants to see them.
public struct Scanner: Sendable {
    private let adapter: Adapter

    /// Makes a scanner of an adapter that is ready.
    public init(_ adapter: Adapter) { self.adapter = adapter }

    /// Looks until the task is cancelled or `take` returns false.
    ///
    /// The kernel ends each search after some seconds; the next begins at once.
    ///
    /// - Throws: `BlueZError` when the adapter does not search.
    public func run(_ take: (Sighting) -> Bool) async throws(BlueZError) {
        let events = await adapter.events()
        try await start()
        search: for await event in events {
            switch event {
            case .deviceFound(let sighting): if !take(sighting) { break search }
            case .discovering(false): try await start()
            default: break
            }
        }
        // An adapter that is gone searches no more either.
        _ = try? await adapter.perform(.stopDiscovery)
    }

    private func start() async throws(BlueZError) {
        do throws(BlueZError) {
            try await adapter.perform(.startDiscovery)
        } catch .refused(_, .busy) {
            // It searches already.
        }
    }
}
