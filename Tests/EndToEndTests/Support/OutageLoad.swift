import ExactJSON
import Foundation
import Synchronization
import Vitals

/// Clients that upload one reading after the other, each on a connection of its own, whatever they are answered.
final class OutageLoad: Sendable {
    /// Where the database is.
    enum Phase: Sendable {
        case before, away, back
    }

    /// What a client was answered.
    struct Answer: Sendable {
        var status: Int
        var hasRetryAfter: Bool
        /// The key of the reading that was stored.
        var reading: String?
        var seconds: Double
        /// The phase in which the request was sent, and that in which the answer came.
        var startedIn: Phase
        var phase: Phase
    }

    private struct State {
        var phase = Phase.before
        var isStopping = false
        var next = 0
        /// Answers with 200 to requests that were sent since the database is back.
        var successes = 0
    }

    private static let pollInterval: Duration = .milliseconds(50)
    /// So that clients that are refused at once do not take the processor from everybody else.
    private static let pauseSeconds = 0.02

    private let gateway: HearthClient
    private let devices: Int
    private let state = Mutex(State())

    init(gateway: HearthClient, devices: Int) {
        self.gateway = gateway
        self.devices = devices
    }

    /// The identifier of a device.
    static func device(_ number: Int) -> String { "02:48:52:00:30:0\(number)" }

    /// Notes where the database is.
    func note(_ phase: Phase) { state.withLock { $0.phase = phase } }

    /// Lets every client end after its answer.
    func stop() { state.withLock { $0.isStopping = true } }

    /// Uploads until `stop`; returns all answers.
    func run(clients: Int) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: [Answer].self) { group in
            for _ in 0..<clients { group.addTask { try await BlockingWork.run { try self.upload() } } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Waits until readings are stored again.
    func waitForSuccess(within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while state.withLock({ $0.successes }) < 100 {
            guard ContinuousClock.now < deadline else { throw EndToEndError("nothing is stored again") }
            try await Task.sleep(for: Self.pollInterval)
        }
    }

    private func upload() throws -> [Answer] {
        var answers: [Answer] = []
        while true {
            let (number, isStopping, startedIn) = state.withLock { state in
                state.next += 1
                return (state.next, state.isStopping, state.phase)
            }
            if isStopping { return answers }
            let start = ContinuousClock.now
            let answer = try exchange(number)
            let phase = state.withLock { state in
                if answer.status == 200, startedIn == .back { state.successes += 1 }
                return state.phase
            }
            let reading = try answer.status == 200 ? answer.json.required("results").elements().first?.text("id") : nil
            answers.append(
                Answer(
                    status: answer.status,
                    hasRetryAfter: answer.field("retry-after") != nil,
                    reading: reading,
                    seconds: start.duration(to: .now) / .seconds(1),
                    startedIn: startedIn,
                    phase: phase
                )
            )
            Thread.sleep(forTimeInterval: Self.pauseSeconds)
        }
    }

    private func exchange(_ number: Int) throws -> HTTPExchange.Answer {
        let time = Instant.now.adding(seconds: -86_400 - Int64(number))
        let item: JSONValue = [
            "device": .string(Self.device(number % devices)), "characteristic": "2A5E", "kind": "oxygen-saturation",
            "unit": "%", "values": ["oxygen-saturation": 97], "deviceTime": .string(time.shownByClock().description),
            "effectiveAt": .string(time.description), "receivedAt": .string(time.description), "raw": "0061004600",
        ]
        let exchange = try HTTPExchange(
            port: gateway.port,
            method: "POST",
            path: "/v1/readings",
            token: gateway.token,
            body: ["readings": .array([item])]
        )
        exchange.release()
        return try exchange.answer()
    }
}
