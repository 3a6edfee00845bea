import Foundation
import Synchronization

/// Bumble's GATT server, an implementation that is not ours, in a process of its own.
final class BumblePeer: Sendable {
    /// How long Python may take to import Bumble on a busy machine.
    private static let startTimeout: Duration = .seconds(60)

    private let process: UncheckedProcess
    private let input = Pipe()
    private let said = Mutex("")

    /// `Process` is not Sendable: it is started in `init` and killed in `end`, which one test calls.
    private struct UncheckedProcess: @unchecked Sendable { let process = Process() }

    /// The device that the tests of ATT bring along.
    static let plainDevice = "../../ATTTests/Peer/bumble_server.py"
    /// Devices with a memory; the script says what the options are.
    static let recordingDevice = "../Peer/recording_devices.py"
    /// A cuff whose attributes move; the script says what the options are.
    static let movingDevice = "../Peer/moving_device.py"

    /// Starts a peer, listening at a path.
    init(path: String, script: String = plainDevice, options: String? = nil) async throws {
        guard let python = ProcessInfo.processInfo.environment["HEARTH_TEST_PYTHON"], !python.isEmpty else {
            throw NeverHappened(description: "HEARTH_TEST_PYTHON names no Python with Bumble: run Deploy/test")
        }
        process = UncheckedProcess()
        let program = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent(script).standardizedFileURL.path
        let output = Pipe()
        process.process.executableURL = URL(fileURLWithPath: python)
        process.process.arguments = [program, path] + [options].compactMap(\.self)
        process.process.standardOutput = output
        // It ends when its input does, also when the test is killed.
        process.process.standardInput = input
        try process.process.run()
        Thread { [weak self] in
            while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                self?.said.withLock { $0 += String(decoding: data, as: UTF8.self) }
            }
        }.start()
        try await eventually("Bumble starts", within: Self.startTimeout) { lines.first == "READY" }
    }

    /// What it has said so far.
    var lines: [Substring] { said.withLock { $0.split(separator: "\n") } }

    /// Gives it a command, and waits until it is obeyed.
    func tell(_ command: String) async throws {
        let before = obeyedCount
        input.fileHandleForWriting.write(Data("\(command)\n".utf8))
        try await eventually("it obeys") { obeyedCount > before }
    }

    private var obeyedCount: Int { lines.filter { $0.hasPrefix("OBEYED") }.count }

    func end() {
        // Not SIGTERM: a child of a thread of the concurrency pool is born with it blocked.
        kill(process.process.processIdentifier, SIGKILL)
        process.process.waitUntilExit()
    }
}
