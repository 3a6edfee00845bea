import Foundation

/// The folder with the programs of one installed PostgreSQL version.
struct ServerBinaries: Sendable {
    let directory: URL

    /// Where Debian keeps its versions side by side.
    private static let versionsDirectory = URL(filePath: "/usr/lib/postgresql", directoryHint: .isDirectory)

    func path(of program: String) -> String { directory.appending(path: program).path }

    /// Finds the newest installed version, or the given major version.
    static func find(majorVersion: Int? = nil) throws(PrivateClusterError) -> ServerBinaries {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: versionsDirectory.path)) ?? []
        let versions = names.compactMap { Int($0) }.sorted(by: >)
        for version in versions where version == majorVersion ?? version {
            let binaries = ServerBinaries(directory: versionsDirectory.appending(path: "\(version)/bin"))
            if FileManager.default.isExecutableFile(atPath: binaries.path(of: "postgres")) { return binaries }
        }
        let wanted = majorVersion.map { "PostgreSQL \($0)" } ?? "PostgreSQL"
        throw PrivateClusterError(.binariesMissing, "\(wanted) is not installed: apt-get install postgresql")
    }
}
