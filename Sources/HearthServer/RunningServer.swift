import EventLoops
import HearthCore
import Postgres
import ServiceLifecycle
import SocketHTTP

/// A server that answers requests, until it is stopped.
public struct RunningServer: Service {
    /// Where it listens.
    public let address: SocketAddress
    /// Its store, for what runs in the same process.
    public let ports: Ports

    let grace: Duration
    let http: HTTPServer
    let pool: PostgresPool
    let group: EventLoopGroup
    let tasks: [Task<Void, Never>]

    /// Waits for the service group's shutdown, then stops.
    public func run() async throws {
        try? await gracefulShutdown()
        await stop()
    }

    /// Ends requests in flight within the grace time, then everything else.
    public func stop() async {
        await http.shutdown(grace: grace)
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
        await pool.close()
        group.stop()
    }
}
