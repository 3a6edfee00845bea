import EventLoops
import Foundation
import Synchronization
import Vitals

/// Gateways that upload batches, each over a connection that it keeps, and come back when they are told to.
///
/// All of them have been let in, and are about to send their first batch, when the database goes away.
final class OutageCrowd: Sendable {
    /// What an upload was answered.
    struct Answer: Sendable {
        var status: Int
        /// When the client is to come back.
        var retryAfterSeconds: Int?
        /// The second of which the batch's readings are; no two batches share one.
        var batch: Instant
        /// The phase in which the answer came.
        var phase: OutageLoad.Phase
    }

    private struct State {
        var phase = OutageLoad.Phase.before
        var isStopping = false
        var waiting = 0
        var answers: [Answer] = []
        var refused: Set<Int> = []
        var stored = 0
    }

    /// Readings of a batch, as a gateway sends them that was offline.
    static let batchReadings = 100
    private static let pollInterval: Duration = .milliseconds(50)

    private let gateway: HearthClient
    private let loop: EventLoop
    private let start: Instant
    private let state = Mutex(State())

    /// Takes who uploads, and the loop of its clients.
    init(gateway: HearthClient, loop: EventLoop, now: Instant) {
        self.gateway = gateway
        self.loop = loop
        start = Instant(millisecondsSince1970: now.millisecondsSince1970 / 1_000 * 1_000).adding(seconds: -86_400)
    }

    /// Notes where the database is; who was told to come back counts anew.
    func note(_ phase: OutageLoad.Phase) {
        state.withLock { state in
            state.phase = phase
            state.refused = []
        }
    }

    /// Lets every client end after its answer.
    func stop() { state.withLock { $0.isStopping = true } }

    /// Clients that have been let in and wait for the database to go away.
    var waitingClients: Int { state.withLock { $0.waiting } }

    /// Clients that have been told to come back in the present phase.
    var refusedClients: Int { state.withLock { $0.refused.count } }

    /// Batches that were stored of those that were sent since the database is back.
    var storedBatches: Int { state.withLock { $0.stored } }

    /// Uploads until `stop`; returns all answers, in the order in which they came.
    func run(clients: Int) async throws -> [Answer] {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in 0..<clients {
                group.addTask(executorPreference: loop) { try await self.attend(client, of: clients) }
            }
            try await group.waitForAll()
        }
        return state.withLock { $0.answers }
    }

    /// Waits until something holds of the crowd.
    func wait(for what: String, within limit: Duration, until holds: (OutageCrowd) -> Bool) async throws {
        let deadline = ContinuousClock.now + limit
        while !holds(self) {
            guard ContinuousClock.now < deadline else {
                throw EndToEndError(
                    "not \(what): \(waitingClients) let in, \(refusedClients) refused, \(storedBatches) stored"
                )
            }
            try await Task.sleep(for: OutageCrowd.pollInterval)
        }
    }

    private func attend(_ client: Int, of clients: Int) async throws {
        var connection = try CrowdConnection(to: gateway.port, on: loop)
        defer { connection.close() }
        for number in 0... {
            let batch = start.adding(seconds: -Int64(number * clients + client))
            let body = body(batch)
            for refusals in 0... {
                let isFirst = number == 0 && refusals == 0
                if isFirst { try await waitForOutage(connection, body.count) }
                let (isStopping, phase) = state.withLock { ($0.isStopping, $0.phase) }
                if isStopping { return }
                guard let answer = await connection.exchange(isFirst ? body : head(body.count) + body) else {
                    throw EndToEndError("client \(client) got no answer")
                }
                let seconds = answer.field("retry-after").flatMap { Int($0) }
                note(answer, seconds, of: client, batch, sentIn: phase)
                if answer.field("connection") == "close" {
                    connection.close()
                    connection = try CrowdConnection(to: gateway.port, on: loop)
                }
                if answer.status == 200 { break }
                try await wait(seconds: (seconds ?? 1) << refusals)
            }
        }
    }

    /// Begins a request, and waits with its body.
    private func waitForOutage(_ connection: CrowdConnection, _ bytes: Int) async throws {
        guard await connection.isAskedForBody(head(bytes, fields: "Expect: 100-continue\r\n")) else {
            throw EndToEndError("a client was not let in")
        }
        state.withLock { $0.waiting += 1 }
        while state.withLock({ $0.phase == .before && !$0.isStopping }) {
            try await loop.sleep(for: .milliseconds(200))
        }
    }

    /// Waits as long as it was asked to, twice as long each time: a server in a debug build would be busy with nothing
    /// but reading batches that it has to refuse.
    private func wait(seconds: Int) async throws {
        for _ in 0..<seconds where !state.withLock({ $0.isStopping }) {
            try await loop.sleep(for: .milliseconds(Int.random(in: 500...1_500)))
        }
    }

    private func note(
        _ answer: HTTPExchange.Answer,
        _ seconds: Int?,
        of client: Int,
        _ batch: Instant,
        sentIn phase: OutageLoad.Phase
    ) {
        state.withLock { state in
            if answer.status == 200, phase == .back { state.stored += 1 }
            if answer.status == 503 { state.refused.insert(client) }
            state.answers.append(
                Answer(status: answer.status, retryAfterSeconds: seconds, batch: batch, phase: state.phase)
            )
        }
    }

    private func head(_ bytes: Int, fields: String = "") -> [UInt8] {
        Array(
            """
            POST /v1/readings HTTP/1.1\r
            Host: 127.0.0.1\r
            Authorization: Bearer \(gateway.token ?? "")\r
            Content-Type: application/json\r
            Content-Length: \(bytes)\r
            \(fields)\r\n
            """.utf8
        )
    }

    /// A hundred readings of one second, which differ in the pulse rate of their bytes.
    private func body(_ batch: Instant) -> [UInt8] {
        let time = batch.description
        let fields = """
            "device":"\(OutageLoad.device(0))","characteristic":"2A5E","kind":"oxygen-saturation","unit":"%",\
            "values":{"oxygen-saturation":97},"deviceTime":"\(batch.shownByClock().description)",\
            "effectiveAt":"\(time)","receivedAt":"\(time)"
            """
        let items = (0..<OutageCrowd.batchReadings).map { item in
            let rate = item < 16 ? "0" + String(item, radix: 16) : String(item, radix: 16)
            return "{\(fields),\"raw\":\"006100\(rate)00\"}"
        }
        return Array("{\"readings\":[\(items.joined(separator: ","))]}".utf8)
    }
}
