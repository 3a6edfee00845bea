import EventLoops
import HearthCore
import HearthStore
import Logging
import Postgres

/// The store for commands that run once on the server's own machine.
public struct LocalOffice: Sendable {
    private let configuration: ServerConfiguration
    private let logger: Logger

    /// Makes an office on the configured database.
    public init(configuration: ServerConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Runs `body` with the ports of the store, and closes the store afterwards.
    ///
    /// - Returns: What `body` returns.
    /// - Throws: What `body` throws, and what keeps the database from being reached.
    public func run<Result: Sendable>(_ body: (Ports) async throws -> Result) async throws -> Result {
        let group = try EventLoopGroup(count: 1)
        defer { group.stop() }
        let database = PostgresConfiguration(configuration.database)
        let pool = PostgresPool(database, group: group, limits: PostgresPoolLimits(connections: 1), logger: logger)
        let store = Store(pool: pool)
        do {
            let result = try await body(store.ports)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}
