import Logging
import Synchronization

/// Tells the service manager that the program is alive, as long as every part of it answers.
///
/// Each turn asks all parts; the next one tells the manager only when all of them have answered by then. So a part that
/// is stuck, and a program that has no thread left to run this, end in the manager's restart.
public final class Watchdog: Sendable {
    /// Turns in the time that the manager waits: an answer may take a whole turn, and one datagram be lost.
    private static let turnsPerTimeout = 4

    private let manager: ServiceManager
    private let checks: [LivenessCheck]
    private let logger: Logger
    private let rounds: Mutex<LivenessRounds>

    /// Makes a watchdog.
    ///
    /// - Parameters:
    ///   - manager: Who is told.
    ///   - checks: What must answer.
    ///   - logger: Gets what does not.
    public init(manager: ServiceManager, checks: [LivenessCheck], logger: Logger) {
        self.manager = manager
        self.checks = checks
        self.logger = logger
        rounds = Mutex(LivenessRounds(count: checks.count))
    }

    /// Runs until the task is cancelled; at once when the manager does not watch.
    public func run() async {
        guard let timeout = manager.watchdogTimeout else { return }
        while !Task.isCancelled {
            turn()
            try? await Task.sleep(for: timeout / Self.turnsPerTimeout)
        }
    }

    private func turn() {
        let turn = rounds.withLock { $0.turn() }
        if turn.isAlive {
            manager.tell(.alive)
        } else {
            let names = turn.stuck.map { checks[$0].name }.joined(separator: ", ")
            logger.error("a part of the program is stuck", metadata: ["parts": "\(names)"])
        }
        for number in turn.asked {
            // Not a child of this task: it would have to be waited for.
            Task {
                let isAlive = await checks[number].isAlive()
                rounds.withLock { $0.answered(number, isAlive: isAlive) }
            }
        }
    }
}
