import Logging
import ModelledManager
import RecordedLog
import Synchronization
import Testing

@testable import Supervision

@Suite("The watchdog")
struct WatchdogTests {
    @Test("All that were asked have answered: alive; one has not: stuck, until it does")
    func rounds() {
        var rounds = LivenessRounds(count: 2)
        #expect(rounds.turn() == .init(isAlive: true, asked: [0, 1], stuck: []))
        rounds.answered(0, isAlive: true)
        #expect(rounds.turn() == .init(isAlive: false, asked: [0], stuck: [1]))
        rounds.answered(0, isAlive: false)
        rounds.answered(1, isAlive: true)
        #expect(rounds.turn() == .init(isAlive: false, asked: [0, 1], stuck: [0]))
        rounds.answered(0, isAlive: true)
        rounds.answered(1, isAlive: true)
        #expect(rounds.turn().isAlive)
    }

    @Test("A part that is stuck stops the pings, and they go on with it", .timeLimit(.minutes(2)))
    func stuck() async throws {
        let socket = try ManagerSocket()
        let environment = ["NOTIFY_SOCKET": socket.path, "WATCHDOG_USEC": "40000"]
        let manager = try #require(ServiceManager(environment: environment))
        let gate = Mutex<(isShut: Bool, waiting: CheckedContinuation<Void, Never>?)>((false, nil))
        let check = LivenessCheck("part") {
            await withCheckedContinuation { continuation in
                let isShut = gate.withLock { gate in
                    if gate.isShut { gate.waiting = continuation }
                    return gate.isShut
                }
                if !isShut { continuation.resume() }
            }
            return true
        }
        let logger = Logger.silent
        let watchdog = Watchdog(manager: manager, checks: [check], logger: logger)
        let run = Task { await watchdog.run() }
        for _ in 0..<3 { try await socket.wait(for: "WATCHDOG=1") }
        gate.withLock { $0.isShut = true }
        while gate.withLock({ $0.waiting == nil }) { try await Task.sleep(for: .milliseconds(1)) }
        // One may have been told by the turn that asked.
        _ = socket.all()
        try await Task.sleep(for: .milliseconds(200))
        #expect(socket.all().isEmpty)
        gate.withLock { gate in
            gate.isShut = false
            gate.waiting.take()?.resume()
        }
        try await socket.wait(for: "WATCHDOG=1")
        run.cancel()
        await run.value
    }
}
