import EventLoops
import Foundation
import HTTPTypes
import Logging

/// One client's connection: reads requests, has them answered in order, and closes.
///
/// An actor on its loop, with one task: a request that reads, asks and answers makes no thread hop, a handler inherits
/// the actor's isolation and so stays on the loop too, and one that hopped away is back before the connection is
/// touched. The task also prefers the loop, so that actors without an executor of their own run there.
actor Connection {
    /// Requests and reads in a row that found everything ready, before others on the loop get a turn.
    static let burst = 16
    /// Bytes of an unread body that are read and dropped to keep the connection; a new one costs about as much.
    static let drainBytes = 65_536
    /// While the server stops: how long a connection that brought no request yet may take to bring its first.
    static let lastChance: Duration = .milliseconds(250)

    nonisolated let source: EventSource
    nonisolated let worker: LoopWorker
    /// Its name on its loop; a later connection has a higher one.
    nonisolated let number: UInt64
    nonisolated let admission: AddressCount.Admission
    private let peer: SocketAddress
    var phase: ConnectionPhase
    var parser: RequestParser
    var output: [UInt8] = []
    let writeTurn = LoopTurn()
    /// The client can no longer be reached.
    var isGone = false
    /// The client waits for `100 Continue`.
    var owesContinue = false
    /// A body is being streamed to the client.
    var isStreaming = false
    /// The present request's handler may still read its body.
    var isBodyOpen = false
    /// Why the present request's body cannot be read on.
    var bodyFailure: HTTPBodyError?
    var bodyPace: Pace
    /// Decompresses the present request's body; nil when it needs none.
    var inflater: GzipInflater?
    /// Bytes of the present request's body that its handler was given.
    var heldBytes = 0
    /// The handler works on a request, and may be waiting for its body.
    var isWorking = false
    /// When the handler must have answered; nil while it is not its turn.
    var handlerDeadline: ContinuousClock.Instant?
    /// The handler has not answered in its time and was cancelled.
    var isOverdue = false
    private(set) var task: Task<Void, Never>?
    /// The number of the present request, from 1.
    private(set) var served = 0
    private var turns = 0
    /// Requests in a row that had been sent before the answer to the one before.
    private var pipelined = 0

    init(
        source: EventSource,
        worker: LoopWorker,
        number: UInt64,
        peer: SocketAddress,
        admission: AddressCount.Admission,
        since: ContinuousClock.Instant
    ) {
        self.source = source
        self.worker = worker
        self.number = number
        self.peer = peer
        self.admission = admission
        phase = .stranger(since: since)
        parser = RequestParser(limits: worker.context.configuration.limits)
        bodyPace = worker.context.configuration.times.bodyPace
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { source.loop.asUnownedSerialExecutor() }
    nonisolated var context: ServerContext { worker.context }
    nonisolated var times: ConnectionTimes { worker.context.configuration.times }

    /// Starts the connection's task.
    func start() {
        task = Task(executorPreference: source.loop) { [self] in await run() }
    }

    /// Ends a wait for the next request, since the server stops.
    func stopWaiting() {
        switch phase {
        case .stranger, .idle: source.cancelRead()
        case .receiving, .busy, .leaving: break
        }
    }

    /// The server has waited for it since this time, and still does.
    func isWaited(for since: ContinuousClock.Instant) -> Bool {
        !isGone && (phase == .stranger(since: since) || phase == .receiving(since: since))
    }

    /// Closes a connection that is in this phase, without a word: no whole request of it is being worked on.
    func leave(if expected: ConnectionPhase) -> Bool {
        guard phase == expected, !isGone else { return false }
        isGone = true
        source.close()
        return true
    }

    /// Cuts the connection and cancels what it does.
    func abort() {
        isGone = true
        source.close()
        task?.cancel()
    }

    private func run() async {
        await serve()
        source.close()
        close(source.descriptor)
        worker.closed(self)
    }

    private func serve() async {
        do throws(RequestRejection) {
            while let head = try await nextHead() {
                phase = .busy
                served += 1
                guard await answer(head) else { return }
                parser.rest()
                phase = .idle(since: .now)
                if hasHadItsTurn() { await source.loop.takeTurns() }
            }
        } catch {
            context.logger.debug("request rejected", metadata: ["code": "\(error.code)"])
            await reject(error)
        }
    }

    /// The next request's head; nil when the client has ended, idles too long, or the server stops.
    private func nextHead() async throws(RequestRejection) -> RequestHead? {
        var deadline: ContinuousClock.Instant?
        while !isGone {
            if case .head(let head) = try parser.next() { return head }
            let limit: Duration
            if parser.isInHead {
                let end = deadline ?? .now.advanced(by: times.header)
                deadline = end
                limit = ContinuousClock.now.duration(to: end)
            } else if worker.isStopping {
                limit = served == 0 ? Connection.lastChance : .zero
            } else {
                limit = served == 0 ? times.firstByte : times.idle
            }
            switch await receive(within: limit) {
            case .bytes: continue
            case .interrupted where worker.isStopping: continue
            case .timedOut where parser.isInHead: throw .timedOut
            case .timedOut, .ended, .interrupted: return nil
            }
        }
        return nil
    }

    /// Answers one request; false when the connection ends with it.
    private func answer(_ head: RequestHead) async -> Bool {
        owesContinue = head.expectsContinue
        bodyPace = times.bodyPace
        let hasBody = head.framing != .none
        let body = hasBody ? RequestBody(BodyStream(self, request: served, framing: head.framing)) : RequestBody()
        bodyFailure = nil
        isBodyOpen = hasBody
        if !hasBody { _ = try? parser.next() }
        let response = await respond(to: head, body: body)
        let keepsAlive = head.keepsAlive && !isLast() && canDrain
        let isSent = await send(response, to: head, keepsAlive: keepsAlive)
        isBodyOpen = false
        letGoOfBody()
        guard isSent, keepsAlive else {
            // Where nothing is left unread, closing does not reset.
            if parser.isInBody || parser.bufferedBytes > 0 { await linger() }
            return false
        }
        return parser.isInBody ? await drain() : !isGone
    }

    /// The present request is the connection's last one.
    private func isLast() -> Bool {
        pipelined = parser.bufferedBytes > 0 && !parser.isInBody ? pipelined + 1 : 0
        return isOverdue || context.shutdown.isStopping
            || served >= context.configuration.maximumRequestsPerConnection
            || pipelined >= context.configuration.maximumPipelinedRequests
    }

    private func respond(to head: RequestHead, body: RequestBody) async -> ServerResponse {
        do throws(RequestRejection) {
            let request = try ServerRequest(head: head.request, body: body, peer: peer, receivedAt: .now)
            try startDecoding(head)
            try beginWork(on: request)
            let response = await context.handler.respond(to: request)
            return try endWork(with: response)
        } catch {
            return context.rejected(error)
        }
    }

    /// Answers what is no request and closes: nobody knows where the next one starts.
    private func reject(_ rejection: RequestRejection) async {
        phase = .leaving
        output = context.rejected(rejection).lastMessage(dateLine: worker.dateCache.current())
        _ = await transmit(output)
        await linger()
    }

    /// Lets others on the loop have their turn when this connection never had to wait.
    func breathe() async {
        if hasHadItsTurn() { await source.loop.takeTurns() }
    }

    /// True when others on the loop are to be let in; asked without an `await`, of which each costs as much as parsing
    /// a field.
    func hasHadItsTurn() -> Bool {
        turns += 1
        guard turns >= Connection.burst else { return false }
        turns = 0
        return true
    }

    func waited() { turns = 0 }
}
