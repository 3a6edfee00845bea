import Foundation

/// Bumble's GATT server in a process of its own, for as long as one test needs it.
final class BumblePeer: @unchecked Sendable {
    // Sendable: everything is set in `init` and only `lines`, which one test reads, changes afterwards.

    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    /// How long Python may take to import Bumble on a busy machine.
    private static let startTimeout: Duration = .seconds(50)

    /// Where the peer listens.
    let path: String
    /// What the peer says, line by line.
    let lines: AsyncStream<String>
    private let process = Process()
    private let commands = Pipe()
    private let folder: URL

    init() async throws {
        guard let python = ProcessInfo.processInfo.environment["HEARTH_TEST_PYTHON"], !python.isEmpty else {
            throw Missing(
                description: """
                    HEARTH_TEST_PYTHON names no Python interpreter with Bumble. Run Deploy/test, or make a virtual \
                    environment with Tests/requirements.txt and set the variable to its python.
                    """
            )
        }
        // A socket's address has room for about a hundred bytes: a short folder.
        folder = URL(fileURLWithPath: "/tmp/hearth-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        path = folder.appendingPathComponent("att").path
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Peer/bumble_server.py").path
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [script, path]
        process.standardOutput = output
        process.standardInput = commands
        try process.run()
        lines = Self.lines(of: output.fileHandleForReading)
        guard await nextLine(within: Self.startTimeout) == "READY" else {
            end()
            throw Missing(description: "the Bumble peer did not start: is bumble installed for \(python)?")
        }
    }

    deinit { end() }

    /// Tells the peer something; its answer is its next line.
    func tell(_ command: String) {
        commands.fileHandleForWriting.write(Data("\(command)\n".utf8))
    }

    /// The next line of the peer, or nil when it has ended or says nothing for so long.
    func nextLine(within limit: Duration = .seconds(20)) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask { [lines] in
                for await line in lines { return line }
                return nil
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Ends the process and removes its folder.
    func end() {
        if process.isRunning {
            // Not SIGTERM: a child of a thread of the concurrency pool is born with it blocked.
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Reads on a thread of its own until the process has ended.
    private static func lines(of handle: FileHandle) -> AsyncStream<String> {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        let thread = Thread {
            var rest = Data()
            while case let data = handle.availableData, !data.isEmpty {
                rest += data
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    continuation.yield(String(decoding: rest[..<end], as: UTF8.self))
                    rest = Data(rest[(end + 1)...])
                }
            }
            continuation.finish()
        }
        thread.start()
        return stream
    }
}
