import ServiceLifecycle
import SocketHTTP
import Supervision

/// A server that a service group starts, runs and stops.
struct StartedServer: Service {
    let server: Server
    /// Who wants to hear of it.
    let manager: ServiceManager?
    /// Is told the address once requests are answered.
    let ready: @Sendable (SocketAddress) -> Void

    func run() async throws {
        let running = try await server.start()
        ready(running.address)
        manager?.tell(.ready, .status("answers requests at \(running.address)"))
        try await withGracefulShutdownHandler {
            try await running.run()
        } onGracefulShutdown: {
            manager?.tell(.stopping)
        }
    }
}
