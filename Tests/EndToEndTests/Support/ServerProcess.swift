import Foundation
import Synchronization

/// One `hearth serve`, which can be killed and started again; each time it listens on another port.
final class ServerProcess: Sendable {
    private struct State {
        var child: ChildProcess?
        var port: UInt16?
    }

    /// How long the server may take until it listens, in a debug build on a busy machine.
    private static let readyLimit: Duration = .seconds(30)

    /// Requests in flight have ten seconds.
    private static let stopLimit: Duration = .seconds(20)

    private let environment: [String: String]
    private let file: URL?
    private let descriptors: Int?
    private let state = Mutex(State())

    /// Describes a server.
    ///
    /// - Parameters:
    ///   - connectionString: Of the service's role.
    ///   - configuration: Further settings, as they are named in the environment.
    ///   - file: A configuration file.
    ///   - descriptors: The most files and sockets that it may open; nil leaves that as it is.
    init(
        connectionString: String,
        configuration: [String: String] = [:],
        file: URL? = nil,
        descriptors: Int? = nil
    ) {
        self.file = file
        self.descriptors = descriptors
        environment = configuration.merging(
            [
                "HEARTH_DATABASE_SERVICE": connectionString, "HEARTH_HTTP_PORT": "0", "HEARTH_LOG_LEVEL": "notice",
            ],
            uniquingKeysWith: { _, own in own }
        )
    }

    /// Its process; nil before it was started.
    var identifier: pid_t? { state.withLock { $0.child?.identifier } }

    /// Where it listens; nil while it does not run.
    var port: UInt16? { state.withLock { $0.port } }

    /// Starts it and waits until it listens.
    func start() async throws {
        let serve = ["serve"] + (file.map { ["--configuration", $0.path] } ?? [])
        let program = try Binaries.server
        let limited = descriptors.map { ["-c", "ulimit -n \($0); exec \"$0\" \"$@\"", program.path] + serve }
        let child = try await ChildProcess.start(
            limited == nil ? program : URL(filePath: "/bin/bash"),
            limited ?? serve,
            environment: environment
        )
        state.withLock { $0.child = child }
        let address = await child.output.line(startingWith: "listening http://127.0.0.1:", within: Self.readyLimit)
        guard let port = address.flatMap({ UInt16($0) }) else {
            throw EndToEndError("hearth serve does not listen:\n\(child.output.text)\n\(child.errors.text)")
        }
        state.withLock { $0.port = port }
    }

    /// Stops it as a service manager would, and returns the status that it ends with.
    func stop() async throws -> Int32 {
        let child = state.withLock { state in
            state.port = nil
            return state.child
        }
        child?.send(SIGTERM)
        guard let status = await child?.exitStatus(within: Self.stopLimit) else {
            throw EndToEndError("hearth serve does not stop")
        }
        return status
    }

    /// Kills it as a crash would.
    func crash() async throws {
        let child = state.withLock { state in
            state.port = nil
            return state.child
        }
        try await child?.crash()
    }

    /// The most memory that it has had at once, in megabytes.
    var peakMegabytes: Int { megabytes("VmHWM") }

    /// The memory that it has now, in megabytes.
    var residentMegabytes: Int { megabytes("VmRSS") }

    private func megabytes(_ field: String) -> Int {
        guard let identifier, let status = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("\(field):") })
        else { return 0 }
        return (line.split(separator: " ").compactMap { Int($0) }.first ?? 0) / 1_024
    }

    /// What it wrote to standard error last.
    var log: String { state.withLock { $0.child?.errors.text ?? "" } }
}
