import ServiceLifecycle
import SocketHTTP
import Supervision

/// A server that a service group starts, runs and stops.
struct StartedServer: Service, CustomStringConvertible {
    /// What a service group logs of it: the configuration, which may have a password, is no part of that.
    var description: String { "server" }

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
