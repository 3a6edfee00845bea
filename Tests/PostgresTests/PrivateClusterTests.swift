import Foundation
import PrivateCluster
import Testing

@Suite struct PrivateClusterTests {
    @Test func startsStopsAndRemovesItsTemporaryFolder() async throws {
        let cluster = try await PrivateCluster.start(settings: .fast)
        let path = cluster.directory.path
        #expect(FileManager.default.fileExists(atPath: path + "/.s.PGSQL.5432"))
        await cluster.stop()
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func restartsAfterACrash() async throws {
        let cluster = try await PrivateCluster.start()
        await cluster.kill()
        try await cluster.restart()
        #expect(FileManager.default.fileExists(atPath: cluster.directory.path + "/.s.PGSQL.5432"))
        await cluster.stop()
    }

    @Test func aFolderWithALongPathKeepsItsClusterFromOneStartToTheNext() async throws {
        let root = URL(filePath: "/tmp/hearth-kept-\(UUID().uuidString)")
        let directory = root.appending(path: String(repeating: "long", count: 20))
        defer { try? FileManager.default.removeItem(at: root) }
        let first = try await PrivateCluster.start(directory: directory, settings: .fast)
        let identifier = try systemIdentifier(of: first)
        await first.stop()
        let second = try await PrivateCluster.start(directory: directory, settings: .fast)
        #expect(try systemIdentifier(of: second) == identifier)
        await second.stop()
    }

    @Test func whatAnInterruptedStartHasLeftIsMadeAnew() async throws {
        let directory = URL(filePath: "/tmp/hearth-kept-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: directory) }
        let unfinished = directory.appending(path: "data.unfinished")
        try FileManager.default.createDirectory(at: unfinished, withIntermediateDirectories: true)
        try Data("15\n".utf8).write(to: unfinished.appending(path: "PG_VERSION"))
        let cluster = try await PrivateCluster.start(directory: directory, settings: .fast)
        #expect(!FileManager.default.fileExists(atPath: unfinished.path))
        await cluster.stop()
    }

    @Test("a folder that the server's user cannot reach is refused", .enabled(if: geteuid() == 0, "only root has one"))
    func unreachable() async throws {
        let root = URL(filePath: "/tmp/hearth-closed-\(UUID().uuidString)", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.createDirectory(
            at: root,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let error = await #expect(throws: PrivateClusterError.self) {
            _ = try await PrivateCluster.start(directory: root.appending(path: "cluster"), settings: .fast)
        }
        #expect(error?.code == .directoryUnreachable)
    }

    /// The first eight bytes of the control file: what initdb drew for this cluster.
    private func systemIdentifier(of cluster: PrivateCluster) throws -> Data {
        try Data(contentsOf: cluster.directory.appending(path: "data/global/pg_control")).prefix(8)
    }

    @Test func aScratchDatabaseIsMadeAndDropped() async throws {
        let template = try await ScratchDatabase.create()
        let name = try await ScratchDatabase.with(copying: template) { $0.name }
        #expect(name != template.name)
        try await template.drop()
    }
}
