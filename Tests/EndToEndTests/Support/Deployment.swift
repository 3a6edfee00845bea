import EventLoops
import ExactJSON
import Foundation
import PrivateCluster

/// A private cluster with Hearth's schema, servers in front of it, and one organisation with an administrator.
struct Deployment: Sendable {
    /// The database's server.
    let cluster: PrivateCluster
    /// The servers, all running.
    let servers: [ServerProcess]
    /// A folder for whatever a test needs; it goes with the deployment.
    let directory: URL
    /// Loops for devices and queries.
    let loops: EventLoopGroup
    /// The database as its superuser sees it.
    let database: Database

    let administratorToken: String

    /// Runs a test with a deployment of its own; nothing of it is left afterwards, whatever happened.
    static func with(
        servers count: Int,
        settings: ClusterSettings = .fast,
        configuration: [String: String] = [:],
        _ body: (Deployment) async throws -> Void
    ) async throws {
        let directory = URL(filePath: "/tmp/hearth-e2e-\(UUID().uuidString.prefix(8))", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let loops = try EventLoopGroup(count: 1, name: "end-to-end")
        let cluster = try await PrivateCluster.start(settings: settings)
        let service = cluster.connectionString(user: "hearth_service")
        let servers = (0..<count).map { _ in
            ServerProcess(connectionString: service, configuration: configuration)
        }
        let outcome: Result<Void, any Error>
        do {
            let deployment = try await Deployment(cluster, servers, directory, loops, service: service)
            try await body(deployment)
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        for server in servers { try? await server.crash() }
        await cluster.stop()
        try await BlockingWork.run { loops.stop() }
        try outcome.get()
    }

    private init(
        _ cluster: PrivateCluster,
        _ servers: [ServerProcess],
        _ directory: URL,
        _ loops: EventLoopGroup,
        service: String
    ) async throws {
        let migration = [
            "HEARTH_DATABASE_ADMINISTRATOR": cluster.connectionString(),
            "HEARTH_MIGRATIONS_DIRECTORY": Binaries.migrations,
        ]
        _ = try await ChildProcess.run(Binaries.server, ["migrate"], environment: migration)
        let environment = ["HEARTH_DATABASE_SERVICE": service]
        let organization = try await ChildProcess.run(
            Binaries.server,
            ["organization", "create", "End to end"],
            environment: environment
        )
        administratorToken = try await ChildProcess.run(
            Binaries.server,
            ["user", "create", "--organization", organization, "--role", "administrator", "Administrator"],
            environment: environment
        )
        for server in servers { try await server.start() }
        self.cluster = cluster
        self.servers = servers
        self.directory = directory
        self.loops = loops
        database = Database(cluster, on: loops.next())
    }

    /// The API as the organisation's administrator.
    var administrator: HearthClient {
        get throws { HearthClient(port: try port(of: 0), token: administratorToken) }
    }

    /// Where a server listens now.
    func port(of server: Int) throws -> UInt16 {
        guard let port = servers[server].port else { throw EndToEndError("server \(server) does not run") }
        return port
    }
}
