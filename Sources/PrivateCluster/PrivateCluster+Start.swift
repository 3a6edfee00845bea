import Foundation
import Logging

/// Making the folder and bringing the server up.
extension PrivateCluster {
    /// How much of the server's log an error shows.
    private static let logTailBytes = 2_000
    /// What the log says while the processes of a killed predecessor are still leaving: trying again helps.
    private static let passingObstacles = ["is still in use", "lock file \"postmaster.pid\" already exists"]

    func initialize() async throws(PrivateClusterError) {
        try user.makePrivateDirectory(directory)
        try user.checkReach(of: directory)
        if socketDirectory != directory { try user.makePrivateDirectory(socketDirectory) }
        guard dataMajorVersion() == nil else { return }
        // Made aside and renamed when it is whole: an interrupted start leaves nothing that looks like a cluster.
        let unfinished = directory.appending(path: "data.unfinished")
        try? FileManager.default.removeItem(at: unfinished)
        try await runInitdb(in: unfinished)
        guard rename(unfinished.path, dataDirectory.path) == 0 else {
            throw PrivateClusterError(.fileSystem, "cannot make \(dataDirectory.path)")
        }
    }

    private func runInitdb(in folder: URL) async throws(PrivateClusterError) {
        var arguments = [
            "--pgdata", folder.path, "--username", PrivateCluster.superuser, "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions",
        ]
        if !settings.isDurable { arguments.append("--no-sync") }
        let initdb = try ServerBinaries.find().path(of: "initdb")
        let line = user.commandLine(initdb, arguments, signalOnOurDeath: "KILL")
        let status = try await ChildProcess.spawn(line, log: log).exitStatus()
        guard status == 0 else {
            throw PrivateClusterError(.commandFailed, "initdb ended with \(status): \(logTail())")
        }
    }

    func launch() async throws(PrivateClusterError) {
        let binaries = try ServerBinaries.find(majorVersion: dataMajorVersion())
        let options = settings.serverOptions(socketDirectory: socketDirectory.path)
        let line = user.commandLine(
            binaries.path(of: "postgres"),
            ["-D", dataDirectory.path] + options,
            signalOnOurDeath: "INT"
        )
        let deadline = ContinuousClock.now + PrivateCluster.readyLimit
        while true {
            let child = try await ChildProcess.spawn(line, log: log)
            adopt(child)
            if await becomesReady(child, deadline: deadline) { break }
            let tail = logTail()
            guard ContinuousClock.now < deadline, PrivateCluster.passingObstacles.contains(where: tail.contains) else {
                throw PrivateClusterError(.notReady, "the server did not start: \(tail)")
            }
            try? await Task.sleep(for: PrivateCluster.pollInterval)
        }
        logger.debug("private cluster ready", metadata: ["directory": "\(directory.path)"])
    }

    /// Watches the file that the server keeps its state in: its first line is the process, its eighth the state.
    private func becomesReady(_ child: ChildProcess, deadline: ContinuousClock.Instant) async -> Bool {
        let file = dataDirectory.appending(path: "postmaster.pid")
        while child.isRunning && ContinuousClock.now < deadline {
            let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.count >= 8, lines[0] == "\(child.identifier)", lines[7].hasPrefix("ready") { return true }
            guard (try? await Task.sleep(for: PrivateCluster.pollInterval)) != nil else { return false }
        }
        return false
    }

    /// The version that made the data folder, or nil when there is none yet.
    private func dataMajorVersion() -> Int? {
        let file = dataDirectory.appending(path: "PG_VERSION")
        let text = try? String(contentsOf: file, encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }

    private func logTail() -> String {
        let bytes = (try? Data(contentsOf: log)) ?? Data()
        return String(decoding: bytes.suffix(PrivateCluster.logTailBytes), as: UTF8.self)
    }
}
