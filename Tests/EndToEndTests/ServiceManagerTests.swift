import Foundation
import HearthGateway
import ModelledManager
import Testing

extension WholeProcesses {
    /// The gateway's process as its service manager hears of it.
    struct ServiceManagerTests {
        /// The gateway tells that it lives four times in this time.
        private static let watchdogMicroseconds = 2_000_000

        private static func with(_ body: (ManagerSocket, GatewayProcess, URL) async throws -> Void) async throws {
            let folder = URL(filePath: "/tmp/hearth-e2e-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
            defer { try? FileManager.default.removeItem(at: folder) }
            let socket = try ManagerSocket()
            let gateway = GatewayProcess(
                stateDirectory: folder,
                // Nobody is there: a gateway without its server is ready and alive.
                serverPort: 9,
                devices: [],
                zone: "Europe/Berlin",
                configuration: ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "\(watchdogMicroseconds)"]
            )
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(socket, gateway, folder))
            } catch {
                outcome = .failure(error)
            }
            try? await gateway.crash()
            try outcome.get()
        }

        @Test("It tells when it works, that it lives, and that it ends", .timeLimit(.minutes(4)))
        func tells() async throws {
            try await Self.with { socket, gateway, folder in
                try StateDirectory(folder).keep(credential: "token")
                try await gateway.start()
                #expect(try await socket.wait(for: "READY=1") == [])
                for _ in 1...3 { try await socket.wait(for: "WATCHDOG=1") }
                #expect(try await gateway.stop() == 0)
                try await socket.wait(for: "STOPPING=1")
            }
        }

        @Test("One that cannot start never says that it works", .timeLimit(.minutes(2)))
        func cannotStart() async throws {
            try await Self.with { socket, gateway, _ in
                try await gateway.start()
                #expect(try await gateway.ended() != 0)
                #expect(socket.all() == [])
                #expect(gateway.log.contains("gateway.not-enrolled"))
            }
        }
    }
}
