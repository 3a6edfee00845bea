import Foundation
import PrivateCluster
import Testing

extension WholeProcesses {
    /// A server that may open few files and sockets.
    struct DescriptorLimitTests {
        private static let clients = 60
        private static let patience = 30.0

        @Test(
            "A server with a low limit of open files takes fewer connections, and serves whoever comes",
            .timeLimit(.minutes(2))
        )
        func lowFromTheStart() async throws {
            try await Deployment.with(servers: 0) { deployment in
                let server = Self.server(deployment, descriptors: 300)
                try await server.start()
                let port = try #require(server.port)
                #expect(server.log.contains("fewer connections than configured"))
                let statuses = try await Self.knock(port, count: Self.clients)
                #expect(statuses.allSatisfy { $0 == 200 }, "\(statuses)")
                try await server.crash()
            }
        }

        @Test("A server that runs out of descriptors goes on serving, and recovers by itself", .timeLimit(.minutes(3)))
        func exhausted() async throws {
            try await Deployment.with(servers: 0) { deployment in
                let server = Self.server(deployment)
                try await server.start()
                let (port, process) = (try #require(server.port), try #require(server.identifier))
                let client = HearthClient(port: port, token: deployment.administratorToken)
                _ = try await client.get("/v1/gateways")
                let usual = try await Self.limit(process)
                let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
                try await Self.limit(process, to: (names.compactMap { Int($0) }.max() ?? 0) + 6)

                // Everybody stays: for each one more somebody has to go, or it is told to come back.
                let statuses = try await Self.knock(port, count: Self.clients)
                #expect(statuses.contains(200))
                #expect(statuses.allSatisfy { $0 == 200 || $0 == 503 }, "\(statuses)")
                #expect(server.log.contains("no descriptor or memory for another connection"))
                // The pool's connection is open: work with the database goes on.
                let answer = try await Self.ask(port, path: "/v1/gateways", token: client.token)
                #expect(answer == 200)

                try await Self.limit(process, to: usual)
                #expect(try await Self.knock(port, count: Self.clients).allSatisfy { $0 == 200 })
                #expect(server.identifier == process)
                _ = try await HearthClient(port: port, token: client.token).get("/v1/gateways")
                #expect(try await server.stop() == 0)
            }
        }

        private static func server(_ deployment: Deployment, descriptors: Int? = nil) -> ServerProcess {
            ServerProcess(
                connectionString: deployment.cluster.connectionString(user: "hearth_service"),
                configuration: ["HEARTH_LOOPS_COUNT": "1"],
                descriptors: descriptors
            )
        }

        /// So many clients that ask one after the other and stay connected; what each was answered, 0 for nothing.
        private static func knock(_ port: UInt16, count: Int) async throws -> [Int] {
            try await BlockingWork.run {
                var connections: [RawConnection] = []
                return try (0..<count).map { _ in
                    let connection = try RawConnection(port)
                    connections.append(connection)
                    connection.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
                    return connection.answer(within: patience)?.status ?? 0
                }
            }
        }

        /// The status of one answer, asked for again while the server is too busy.
        private static func ask(_ port: UInt16, path: String, token: String?) async throws -> Int {
            try await BlockingWork.run {
                let end = Date.now.addingTimeInterval(patience)
                var status = 0
                while status != 200, Date.now < end {
                    let connection = try RawConnection(port)
                    connection.send("GET \(path) HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer \(token ?? "")\r\n\r\n")
                    status = connection.answer(within: patience)?.status ?? 0
                }
                return status
            }
        }

        /// Sets the soft limit of a process.
        private static func limit(_ process: pid_t, to descriptors: Int) async throws {
            _ = try await prlimit(["--pid", "\(process)", "--nofile=\(descriptors):"])
        }

        /// The soft limit of a process.
        private static func limit(_ process: pid_t) async throws -> Int {
            let text = try await prlimit(["--pid", "\(process)", "--nofile", "--output", "SOFT", "--noheadings"])
            return try #require(Int(text.trimmingCharacters(in: .whitespaces)))
        }

        private static func prlimit(_ arguments: [String]) async throws -> String {
            try await ChildProcess.run(URL(filePath: "/usr/bin/prlimit"), arguments, environment: [:])
        }
    }
}
