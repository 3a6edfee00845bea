import ServiceLifecycle
import SocketHTTP

/// A server that a service group starts, runs and stops.
struct StartedServer: Service {
    let server: Server
    /// Is told the address once requests are answered.
    let ready: @Sendable (SocketAddress) -> Void

    func run() async throws {
        let running = try await server.start()
        ready(running.address)
        try await running.run()
    }
}
