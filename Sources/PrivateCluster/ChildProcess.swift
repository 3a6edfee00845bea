import Foundation
import Synchronization

/// A program that we started, watched by a thread of its own.
///
/// The thread starts the program and stays until it has ended: the kernel sends the parent-death signal when the
/// *thread* that started a child ends, so a pool's thread must not do it. The child gets its own session, so that a
/// Ctrl-C at the terminal reaches us and not it.
final class ChildProcess: Sendable {
    private struct State {
        var exitStatus: Int32?
        var waiters: [CheckedContinuation<Int32, Never>] = []
    }

    /// `POSIX_SPAWN_SETSID` of glibc's spawn.h, which Swift's Glibc module does not show.
    private static let ownSession: Int32 = 0x80

    let identifier: pid_t
    private let state = Mutex(State())

    private init(identifier: pid_t) { self.identifier = identifier }

    /// Starts `commandLine[0]`, in a session of its own, with its output appended to `log`.
    static func spawn(_ commandLine: [String], log: URL) async throws(PrivateClusterError) -> ChildProcess {
        let result: Result<ChildProcess, PrivateClusterError> = await withCheckedContinuation { continuation in
            let keeper = Thread {
                do throws(PrivateClusterError) {
                    let child = ChildProcess(identifier: try start(commandLine, log: log))
                    continuation.resume(returning: .success(child))
                    child.waitForEnd()
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            keeper.name = "child-keeper"
            keeper.start()
        }
        return try result.get()
    }

    /// The status it ended with, once it has ended: 0 is success, a signal's number counts from 128.
    func exitStatus() async -> Int32 {
        await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.exitStatus == nil { state.waiters.append(continuation) }
                return state.exitStatus
            }
            if let known { continuation.resume(returning: known) }
        }
    }

    /// False once the program has ended.
    var isRunning: Bool { state.withLock { $0.exitStatus == nil } }

    /// Sends a signal, unless the program has ended: its number may belong to somebody else by then.
    func send(signal: Int32) {
        state.withLock { state in
            if state.exitStatus == nil { kill(identifier, signal) }
        }
    }

    private func waitForEnd() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
        let (waiters, status) = state.withLock { state in
            var raw: Int32 = 0
            waitpid(identifier, &raw, 0)
            let status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
            state.exitStatus = status
            defer { state.waiters = [] }
            return (state.waiters, status)
        }
        for waiter in waiters { waiter.resume(returning: status) }
    }

    private static func start(_ commandLine: [String], log: URL) throws(PrivateClusterError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        for descriptor in openDescriptors() where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var noSignals = sigset_t()
        sigemptyset(&noSignals)
        posix_spawnattr_setsigmask(&attributes, &noSignals)
        var allSignals = sigset_t()
        sigfillset(&allSignals)
        posix_spawnattr_setsigdefault(&attributes, &allSignals)
        let flags = ownSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(flags))

        let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC"]
        var identifier = pid_t()
        let program = commandLine[0]
        let failure = withCStrings(commandLine) { arguments in
            withCStrings(environment) { posix_spawn(&identifier, program, &actions, &attributes, arguments, $0) }
        }
        guard failure == 0 else {
            throw PrivateClusterError(.spawnFailed, "\(program): \(String(cString: strerror(failure)))")
        }
        return identifier
    }

    /// Whatever another thread has open, however it was opened: a server must not keep a test's sockets alive.
    private static func openDescriptors() -> [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }

    private static func withCStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let pointers = strings.map { strdup($0) }
        defer { for pointer in pointers { free(pointer) } }
        return body(pointers + [nil])
    }
}
