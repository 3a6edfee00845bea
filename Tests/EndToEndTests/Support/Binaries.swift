import Foundation

/// The programs under test, as they were built together with the tests.
enum Binaries {
    /// The server.
    static var server: URL { get throws { try find("hearth") } }
    /// The agent in the home.
    static var gateway: URL { get throws { try find("hearth-gateway") } }
    /// The schema's files, in the root of the repository.
    static let migrations = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Migrations").path

    private static let environmentKey = "HEARTH_TEST_BINARIES"

    private static func find(_ name: String) throws -> URL {
        let given = ProcessInfo.processInfo.environment[environmentKey].map { URL(filePath: $0) }
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let program = (given ?? own).appending(path: name)
        guard FileManager.default.isExecutableFile(atPath: program.path) else {
            throw EndToEndError(
                "\(program.path) is missing: build the package, or name its folder in \(environmentKey)"
            )
        }
        return program
    }
}
