import Foundation

/// The one server that all tests of a process share.
enum SharedServer {
    /// The environment variable that names an existing server, as a superuser's connection string.
    static let environmentKey = "HEARTH_TEST_POSTGRES"

    private static let starting = Task<String, any Error> {
        if let given = ProcessInfo.processInfo.environment[environmentKey], !given.isEmpty { return given }
        return try await PrivateCluster.start(settings: .fast).connectionString()
    }

    static func connectionString() async throws -> String { try await starting.value }
}
