import ExactJSON
import HearthCore
import SocketHTTP

/// One client's live stream of alert events: each event after a place in the order, exactly once, in order.
///
/// Every way to be woken (news, heartbeat, shutdown) is the same tick. A tick asks for what came after the last event
/// that was sent, so a tick too many or one that is merged with another loses and doubles nothing.
struct AlertStream {
    /// Events that are asked for at once: some 200 kB on the wire.
    private static let batchCount = 500

    let events: any AlertEventFeed
    let principal: Principal
    let configuration: APIConfiguration
    let writer: StreamWriter
    /// The last event that was sent.
    var sequence: Int64

    /// Sends the place that the stream starts at, so that a client that drops before its first event misses nothing,
    /// then events until the client goes away, the server stops, or the token is no longer
    /// valid.
    ///
    /// - Throws: When an event could not be sent; the connection is then cut, and the client asks again.
    mutating func run(while isValid: () async -> Bool) async throws {
        let (ticks, source) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let news = await events.wakeUps(as: principal)
        let heartbeat = configuration.streamHeartbeat
        let shutdown = writer.shutdown
        let start = ContinuousClock.now
        try await writer.write(ServerSentEvent.place(sequence))
        try await withThrowingTaskGroup { group in
            group.addTask {
                for await _ in news { source.yield() }
            }
            group.addTask {
                var due = start + heartbeat
                while (try? await Task.sleep(until: due, clock: .continuous)) != nil {
                    source.yield()
                    due += heartbeat
                }
            }
            group.addTask {
                await shutdown.wait()
                source.yield()
            }
            defer { group.cancelAll() }
            source.yield()
            try await follow(ticks, since: start, while: isValid)
        }
    }

    /// Answers each tick; a heartbeat is due at the same moments at which the timer ticks, however long an answer
    /// takes.
    private mutating func follow(
        _ ticks: AsyncStream<Void>,
        since start: ContinuousClock.Instant,
        while isValid: () async -> Bool
    ) async throws {
        var heartbeatDue = start + configuration.streamHeartbeat
        for await _ in ticks {
            try await sendNews()
            guard !writer.shutdown.isStopping else {
                try await writer.write(ServerSentEvent.retry(milliseconds: configuration.streamRetryMilliseconds))
                return
            }
            guard ContinuousClock.now >= heartbeatDue else { continue }
            guard await isValid() else { return }
            try await writer.write(ServerSentEvent.heartbeat)
            heartbeatDue += configuration.streamHeartbeat
        }
    }

    /// Sends everything after the last event that was sent.
    private mutating func sendNews() async throws {
        while !writer.shutdown.isStopping {
            let batch = try await events.events(after: sequence, limit: Self.batchCount, as: principal)
            for event in batch {
                let data = String(decoding: event.json.serialized(), as: UTF8.self)
                try await writer.write(ServerSentEvent(id: String(event.sequence), event: "alert", data: data))
                sequence = event.sequence
            }
            guard batch.count == Self.batchCount else { return }
        }
    }
}
