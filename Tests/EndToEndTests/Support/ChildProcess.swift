import Foundation
import Synchronization

/// A program that a test started: it can be killed by its number alone, and ends with the test process at the latest.
///
/// A thread of its own starts the program and stays until that has ended, because the kernel sends the parent-death
/// signal when the *thread* that started a child ends.
final class ChildProcess: Sendable {
    /// How long the kernel may take to end a process that was killed, on a busy machine.
    private static let killLimit: Duration = .seconds(15)
    /// How long a command that does one thing may take.
    private static let commandLimit: Duration = .seconds(60)
    private static let pollInterval: Duration = .milliseconds(5)

    /// Its number.
    let identifier: pid_t
    /// Its standard output.
    let output: OutputBuffer
    /// Its standard error.
    let errors: OutputBuffer

    private let name: String
    private let status = Mutex<Int32?>(nil)

    private init(_ program: StartedProgram, name: String) {
        identifier = program.identifier
        output = OutputBuffer(reading: program.output)
        errors = OutputBuffer(reading: program.errors)
        self.name = name
    }

    /// Starts a program with this environment and nothing else of ours but the path.
    static func start(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String],
        input: String = ""
    ) async throws -> ChildProcess {
        let line = ["/usr/bin/setpriv", "--pdeathsig", "KILL", "--", program.path] + arguments
        let variables = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
            .merging(environment) { _, given in given }
        return try await withCheckedThrowingContinuation { continuation in
            let keeper = Thread {
                do {
                    let started = try StartedProgram(line, environment: variables, input: input)
                    let child = ChildProcess(started, name: program.lastPathComponent)
                    continuation.resume(returning: child)
                    child.waitForEnd()
                } catch {
                    continuation.resume(throwing: error)
                }
            }
            keeper.name = "child-keeper"
            keeper.start()
        }
    }

    /// Runs a program to its end and returns its standard output; another status than 0 is an error.
    static func run(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String],
        input: String = ""
    ) async throws -> String {
        let child = try await start(program, arguments, environment: environment, input: input)
        guard let status = await child.exitStatus(within: commandLimit) else {
            child.send(SIGKILL)
            throw EndToEndError("\(child.name) \(arguments) did not end:\n\(child.errors.text)")
        }
        guard status == 0 else {
            throw EndToEndError("\(child.name) \(arguments) ended with \(status):\n\(child.errors.text)")
        }
        return child.output.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Sends a signal, unless the process has ended: its number may belong to somebody else by then.
    func send(_ signal: Int32) {
        status.withLock { status in
            if status == nil { kill(identifier, signal) }
        }
    }

    /// Kills the process as a crash would, and waits for its end.
    func crash() async throws {
        send(SIGKILL)
        guard await exitStatus(within: ChildProcess.killLimit) != nil else {
            throw EndToEndError("\(name) survived SIGKILL")
        }
    }

    /// False once it has ended.
    var isRunning: Bool { status.withLock { $0 == nil } }

    /// The status it ended with (a signal's number counts from 128), all its output read; nil when it goes on.
    func exitStatus(within limit: Duration) async -> Int32? {
        let deadline = ContinuousClock.now + limit
        // A task that was cancelled still waits: it is cleaning up.
        while isRunning && ContinuousClock.now < deadline {
            await Task { try? await Task.sleep(for: Self.pollInterval) }.value
        }
        guard let ended = status.withLock({ $0 }) else { return nil }
        await output.ended(within: .seconds(1))
        await errors.ended(within: .seconds(1))
        return ended
    }

    private func waitForEnd() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(identifier), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
        status.withLock { status in
            var raw: Int32 = 0
            waitpid(identifier, &raw, 0)
            status = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
        }
    }
}
