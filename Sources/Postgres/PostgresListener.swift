import EventLoops
import Logging

/// Listens to channels on a connection of its own, and connects again whenever that is lost.
///
/// It holds nothing back: each event is taken from the connection when it is asked for, by one task.
public actor PostgresListener {
    /// How long a quiet connection is trusted before the server is asked whether it is still there.
    private static let quietLimit: Duration = .seconds(30)
    /// The pause before the second attempt to connect; it doubles with each further one.
    private static let reconnectPause: Duration = .milliseconds(50)
    /// The longest pause between two attempts.
    private static let maximumReconnectPause: Duration = .seconds(5)

    /// Runs the actor on its loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private nonisolated let loop: EventLoop
    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let outage: OutageLog
    private var connection: PostgresConnection?
    private var arrived: ArraySlice<PostgresNotification> = []
    private var backoff = PostgresListener.newBackoff()
    private var isClosed = false

    /// Makes a listener; it connects when it is first asked for an event.
    ///
    /// - Parameters:
    ///   - configuration: Where to.
    ///   - channels: The channels, exactly as NOTIFY names them.
    ///   - loop: Where the connection is to live.
    ///   - outage: Told about lost connections; a pool of the same database has one.
    public init(
        _ configuration: PostgresConfiguration,
        channels: [String],
        on loop: EventLoop,
        outage: OutageLog = OutageLog(logger: Logger(label: "postgres"))
    ) {
        self.configuration = configuration
        self.channels = channels
        self.loop = loop
        self.outage = outage
    }

    /// The events, for one task; they end when that task is cancelled or the listener is closed.
    public nonisolated var events: PostgresListenerEvents { PostgresListenerEvents(listener: self) }

    /// Waits for the next event; nil when the task is cancelled or the listener is closed.
    func next() async -> PostgresListenerEvent? {
        while !isClosed && !Task.isCancelled {
            if let notification = arrived.popFirst() { return .notification(notification) }
            do {
                guard let connection else {
                    try await listen()
                    return .listening
                }
                arrived = try await connection.notifications(within: PostgresListener.quietLimit)[...]
                if arrived.isEmpty { try await connection.query("SELECT 1") }
            } catch {
                let wasListening = connection != nil
                await recover(from: error)
                if isClosed || Task.isCancelled { continue }
                if wasListening { return .lost }
                // A cancelled sleep is noticed by the loop.
                try? await loop.sleep(for: backoff.next())
            }
        }
        return nil
    }

    /// Stops listening.
    public func close() async {
        isClosed = true
        await connection?.close()
        connection = nil
    }

    private func listen() async throws(PostgresError) {
        let fresh = try await PostgresConnection.connect(configuration, on: loop)
        let names = channels.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        try await fresh.execute(names.map { "LISTEN \($0);" }.joined())
        connection = fresh
        outage.succeeded()
        backoff = PostgresListener.newBackoff()
        if isClosed { await close() }
    }

    private func recover(from error: PostgresError) async {
        await connection?.close()
        connection = nil
        arrived = []
        guard !isClosed, error.code != .cancelled else { return }
        outage.failed(error)
    }

    private static func newBackoff() -> Backoff { Backoff(initial: reconnectPause, maximum: maximumReconnectPause) }
}
