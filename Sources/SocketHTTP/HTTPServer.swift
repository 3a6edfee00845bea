import EventLoops
import Logging
import Synchronization

/// An HTTP/1.1 server on event loops.
///
/// One acceptor on the group's first loop hands each connection to the loop with the fewest; a connection stays on its
/// loop, with one task. See `HTTPServerConfiguration` for what is allowed, and `HTTPHandler` for what answers.
public final class HTTPServer: Sendable {
    private struct Running {
        let acceptor: Acceptor
        let accepting: Task<Void, Never>
    }

    /// How often a stopping server looks whether its connections are gone.
    private static let drainPoll: Duration = .milliseconds(5)
    /// How long connections that were cut may take to end; a handler that ignores its cancellation is left behind.
    private static let abortTime: Duration = .seconds(1)

    private let context: ServerContext
    private let workers: [LoopWorker]
    private let running = Mutex<Running?>(nil)

    /// Makes a server that is not yet listening.
    ///
    /// - Parameters:
    ///   - configuration: Where to listen and what to allow.
    ///   - group: The loops that connections are spread over; they must outlive the server.
    ///   - logger: Takes what an operator should know; never a target, a field or a body.
    ///   - renderRejection: Renders what the server itself refuses: malformed, too large, too slow, too many.
    ///   - handler: Answers everything else.
    public init(
        configuration: HTTPServerConfiguration = HTTPServerConfiguration(),
        group: EventLoopGroup,
        logger: Logger,
        renderRejection: @escaping RejectionRenderer = ServerResponse.plain,
        handler: any HTTPHandler
    ) {
        let context = ServerContext(
            configuration: configuration,
            handler: handler,
            renderRejection: renderRejection,
            shutdown: ShutdownSignal(),
            addresses: AddressCount(
                limit: configuration.maximumConnectionsPerAddress,
                uncounted: configuration.uncountedAddresses
            ),
            logger: logger
        )
        self.context = context
        let share = WorkShare(of: configuration, among: group.loops.count)
        workers = group.loops.map { LoopWorker(loop: $0, context: context, share: share) }
    }

    /// Given when the server wants to stop; streams get it with their writer.
    public var shutdownSignal: ShutdownSignal { context.shutdown }

    /// Connections that are open now.
    public var connectionCount: Int { workers.reduce(0) { $0 + $1.load } }

    /// Starts to listen and to answer; once.
    ///
    /// - Returns: The address with the actual port.
    /// - Throws: `HTTPServerError` when the address cannot be bound, or the server was started before.
    public func start() async throws(HTTPServerError) -> SocketAddress {
        let configuration = context.configuration
        let wanted = SocketAddress(host: configuration.host, port: configuration.port)
        let address = try running.withLock { running throws(HTTPServerError) in
            guard running == nil, !context.shutdown.isStopping else { throw .alreadyStarted }
            let listener = try Listener(wanted, backlog: configuration.backlog)
            let loop = workers[0].loop
            let acceptor = Acceptor(listener: listener, loop: loop, workers: workers, context: context)
            let accepting = Task(executorPreference: loop) { await acceptor.run() }
            running = Running(acceptor: acceptor, accepting: accepting)
            return listener.address
        }
        context.logger.info("listening", metadata: ["address": "\(address)"])
        return address
    }

    /// Stops: accepts nothing more, tells streams to end, lets requests in flight finish, then closes.
    ///
    /// - Parameter grace: How long requests and streams may take before they are cut.
    public func shutdown(grace: Duration) async {
        context.shutdown.signal()
        guard let running = running.withLock(\.self) else { return }
        await running.acceptor.stop()
        await running.accepting.value
        for worker in workers { worker.stop() }
        if await isDrained(within: grace) { return }
        context.logger.warning("connections cut", metadata: ["count": "\(connectionCount)"])
        for worker in workers { worker.abort() }
        _ = await isDrained(within: HTTPServer.abortTime)
    }

    private func isDrained(within limit: Duration) async -> Bool {
        let end = ContinuousClock.now.advanced(by: limit)
        while connectionCount > 0 {
            guard ContinuousClock.now < end else { return false }
            try? await Task.sleep(for: HTTPServer.drainPoll)
        }
        return true
    }
}
