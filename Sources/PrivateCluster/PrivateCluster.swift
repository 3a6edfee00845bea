import Foundation
import Logging

/// A PostgreSQL server of our own, of the installed binaries, in its own folder.
///
/// It listens on a Unix socket in a folder that only its user (and root) can enter, never on TCP, and therefore
/// trusts whoever connects. It ends with our process, however that ends. Tests, the demo and benchmarks use it;
/// production names its own server.
public actor PrivateCluster {
    /// How long the server may take to start, crash recovery included.
    static let readyLimit: Duration = .seconds(60)
    /// How long a fast shutdown (it writes a checkpoint) may take before the server is told to leave at once.
    static let stopLimit: Duration = .seconds(30)
    /// How often the server's state is looked at while waiting for it.
    static let pollInterval: Duration = .milliseconds(20)

    /// The superuser that every private cluster has.
    public static let superuser = "postgres"

    /// The folder with everything that belongs to the cluster.
    public nonisolated let directory: URL
    nonisolated let socketDirectory: URL
    nonisolated let isTemporary: Bool
    let settings: ClusterSettings
    let user: ServerUser
    let logger: Logger
    private(set) var server: ChildProcess?

    nonisolated var dataDirectory: URL { directory.appending(path: "data") }
    nonisolated var log: URL { directory.appending(path: "server.log") }

    /// Makes a cluster (or takes the one that `directory` has) and starts its server.
    ///
    /// - Parameters:
    ///   - directory: Where it lives; nil takes a new folder in `/tmp`, which `stop()` removes.
    ///   - settings: Durable unless told otherwise.
    ///   - logger: Told about starts and stops.
    /// - Returns: The cluster, ready for connections.
    /// - Throws: `PrivateClusterError`; a failed start shows the end of the server's log.
    public static func start(
        directory: URL? = nil,
        settings: ClusterSettings = .durable,
        logger: Logger = Logger(label: "private-cluster")
    ) async throws(PrivateClusterError) -> PrivateCluster {
        let cluster = try PrivateCluster(directory: directory, settings: settings, logger: logger)
        do throws(PrivateClusterError) {
            try await cluster.initialize()
            try await cluster.launch()
        } catch {
            await cluster.stop()
            throw error
        }
        return cluster
    }

    private init(directory: URL?, settings: ClusterSettings, logger: Logger) throws(PrivateClusterError) {
        self.settings = settings
        self.logger = logger
        user = try ServerUser.current()
        isTemporary = directory == nil
        if let directory {
            self.directory = directory.standardizedFileURL
        } else {
            self.directory = try ClusterFolders.makeTemporary()
        }
        socketDirectory = try ClusterFolders.socketDirectory(for: self.directory)
    }

    /// A connection string of libpq's keyword form.
    ///
    /// - Parameters:
    ///   - database: The database's name.
    ///   - user: The role to log in as.
    /// - Returns: The string, with every value quoted.
    public nonisolated func connectionString(
        database: String = "postgres",
        user: String = PrivateCluster.superuser
    ) -> String {
        let pairs = [("host", socketDirectory.path), ("dbname", database), ("user", user)]
        return pairs.map { ConnectionString.pair($0, $1) }.joined(separator: " ")
    }

    /// Ends the server by a fast shutdown, waits for it, and removes a temporary cluster's folder.
    public func stop() async {
        await shutDown()
        TemporaryClusters.forget(self)
        if socketDirectory != directory { try? FileManager.default.removeItem(at: socketDirectory) }
        if isTemporary { try? FileManager.default.removeItem(at: directory) }
    }

    /// Kills the server as a crash would; `restart()` recovers it.
    public func kill() async {
        guard let server else { return }
        server.send(signal: SIGKILL)
        _ = await server.exitStatus()
        self.server = nil
    }

    /// Starts the server again, after `kill()` or in place of the one that runs.
    ///
    /// - Throws: `PrivateClusterError` when it does not become ready.
    public func restart() async throws(PrivateClusterError) {
        await shutDown()
        try await launch()
    }

    private func shutDown() async {
        guard let server else { return }
        server.send(signal: SIGINT)
        let impatient = Task {
            try await Task.sleep(for: PrivateCluster.stopLimit)
            server.send(signal: SIGQUIT)
        }
        _ = await server.exitStatus()
        impatient.cancel()
        self.server = nil
        logger.debug("private cluster stopped", metadata: ["directory": "\(directory.path)"])
    }

    func adopt(_ server: ChildProcess) {
        self.server = server
        if isTemporary { TemporaryClusters.remember(self, server: server) }
    }
}
