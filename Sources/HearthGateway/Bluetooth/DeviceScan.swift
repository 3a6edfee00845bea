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

    /// Looks for so long: through the running gateway, or without one.
    ///
    /// - Parameters:
    ///   - duration: How long.
    ///   - show: Is given the lines of the table every second.
    /// - Returns: The lines at the end.
    /// - Throws: `BlueZError` or `GatewayError` when there is no adapter to look with.
    public func run(
        for duration: Duration,
        show: @escaping @Sendable ([String]) -> Void = { _ in }
    ) async throws -> [String] {
        if let running = try RunningGateway(of: configuration) {
            return try await running.scan(for: duration, showsAll: showsAll, show: show)
        }
        let quirks = try configuration.quirks()
        return try await OwnAdapter.use(configuration, logger: logger) { [showsAll] adapter in
            let empty = ScanTable(book: await adapter.book, quirks: quirks, showsAll: showsAll)
            return try await Self.look(for: duration, on: adapter, into: empty) { show($0.lines) }.lines
        }
    }

    /// Looks on an adapter that is ready, and adds what it sees to a table.
    static func look(
        for duration: Duration,
        on adapter: Adapter,
        into table: ScanTable,
        show: @escaping @Sendable (ScanTable) async throws -> Void
    ) async throws -> ScanTable {
        let table = SharedTable(table)
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
                    try await show(table.value)
                }
            }
            try await group.next()
            group.cancelAll()
        }
        return table.value
    }

    private final class SharedTable: Sendable {
        private let table: Mutex<ScanTable>

        init(_ table: ScanTable) { self.table = Mutex(table) }

        var value: ScanTable { table.withLock(\.self) }

        func take(_ sighting: Sighting) { table.withLock { $0.take(sighting) } }
    }
}
