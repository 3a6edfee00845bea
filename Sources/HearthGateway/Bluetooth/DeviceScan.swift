import BlueZ
import Logging
import Synchronization

/// Shows which devices are near, for a person at the box.
public struct DeviceScan: Sendable {
    private let configuration: GatewayConfiguration
    private let showsAll: Bool
    private let logger: Logger

    /// Makes a scan.
    ///
    /// - Parameters:
    ///   - configuration: Names the adapter and the folder of the bonds.
    ///   - showsAll: Whether devices are shown that announce no health service.
    ///   - logger: Where the adapter says what happens.
    public init(configuration: GatewayConfiguration, showsAll: Bool, logger: Logger) {
        self.configuration = configuration
        self.showsAll = showsAll
        self.logger = logger
    }

    /// Looks for so long.
    ///
    /// - Parameters:
    ///   - duration: How long.
    ///   - show: Is given the table every second.
    /// - Returns: The table at the end.
    /// - Throws: `BlueZError` or `GatewayError` when there is no adapter to look with.
    public func run(
        for duration: Duration,
        show: @escaping @Sendable (ScanTable) -> Void = { _ in }
    ) async throws -> ScanTable {
        try await OwnAdapter.use(configuration, logger: logger) { [showsAll] adapter in
            let table = SharedTable(ScanTable(book: await adapter.book, showsAll: showsAll))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await Scanner(adapter).run { sighting in
                        table.take(sighting)
                        return true
                    }
                }
                group.addTask {
                    let end = ContinuousClock.now.advanced(by: duration)
                    while ContinuousClock.now < end {
                        try await Task.sleep(for: min(.seconds(1), ContinuousClock.now.duration(to: end)))
                        show(table.value)
                    }
                }
                try await group.next()
                group.cancelAll()
            }
            return table.value
        }
    }

    private final class SharedTable: Sendable {
        private let table: Mutex<ScanTable>

        init(_ table: ScanTable) { self.table = Mutex(table) }

        var value: ScanTable { table.withLock(\.self) }

        func take(_ sighting: Sighting) { table.withLock { $0.take(sighting) } }
    }
}
