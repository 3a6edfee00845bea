/// How a private cluster's server is set up.
public struct ClusterSettings: Sendable, Equatable {
    /// True keeps every commit through a crash of the server and the machine; false is faster and loses them.
    public var isDurable: Bool
    /// Further parameters of `postgresql.conf`, by name.
    public var parameters: [String: String]

    /// Takes the two properties as they are.
    public init(isDurable: Bool = true, parameters: [String: String] = [:]) {
        self.isDurable = isDurable
        self.parameters = parameters
    }

    /// Survives a crash: for the demo and for tests that kill the server.
    public static let durable = ClusterSettings()
    /// Skips waiting for the disk, and has no vacuum that comes when it likes and holds off a test's own: for all other
    /// tests.
    public static let fast = ClusterSettings(isDurable: false, parameters: ["autovacuum": "off"])

    /// The server's command-line options; an explicit parameter wins over ours.
    func serverOptions(socketDirectory: String) -> [String] {
        var merged = [
            "listen_addresses": "",
            "unix_socket_directories": socketDirectory,
            "unix_socket_permissions": "0700",
            "max_connections": "200",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "cluster_name": "hearth",
            // A statement's text and values are data of patients: they stay out of the server's log.
            "log_min_error_statement": "panic",
            "log_error_verbosity": "terse",
        ]
        if !isDurable {
            merged["fsync"] = "off"
            merged["synchronous_commit"] = "off"
            merged["full_page_writes"] = "off"
        }
        merged.merge(parameters) { _, explicit in explicit }
        return merged.sorted { $0.key < $1.key }.flatMap { ["-c", "\($0.key)=\($0.value)"] }
    }
}
