import EventLoops
import Foundation
import Logging

/// Listens to channels on a connection of its own, and connects again whenever that is lost.
///
/// A connection counts as listening only while notifications are known to arrive: the listener notifies itself when it
/// has connected, and whenever nothing has come for a while. So a peer that is gone without a word, and a proxy that
/// passes on answers but no notifications, are noticed within the check's interval and the time for its answer.
///
/// It holds nothing back: each event is taken from the connection when it is asked for, by one task.
public actor PostgresListener {
    /// How long a quiet connection is trusted, and how long the check's answer may take: short, since what was notified
    /// meanwhile is known only afterwards; a check costs one tiny transaction.
    public static let defaultCheckInterval: Duration = .seconds(5)
    /// The pause before the second attempt to connect; it doubles with each further one.
    private static let reconnectPause: Duration = .milliseconds(50)
    /// The longest pause between two attempts.
    private static let maximumReconnectPause: Duration = .seconds(5)

    /// Runs the actor on its loop.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    private nonisolated let loop: EventLoop
    private let configuration: PostgresConfiguration
    private let channels: [String]
    private let checkInterval: Duration
    private let outage: OutageLog
    /// The channel on which it hears itself and nobody else.
    private let ownChannel = "listener-" + UUID().uuidString
    private var connection: PostgresConnection?
    /// When the last attempt to connect began.
    private var attempted = ContinuousClock.now
    private var arrived: ArraySlice<PostgresNotification> = []
    private var backoff = PostgresListener.newBackoff()
    private var isClosed = false

    /// Makes a listener; it connects when it is first asked for an event.
    ///
    /// - Parameters:
    ///   - configuration: Where to; the server shows the connection with `-listener` after the application's name.
    ///   - channels: The channels, exactly as NOTIFY names them.
    ///   - loop: Where the connection is to live.
    ///   - checkInterval: How long a quiet connection is trusted, and how long the check's answer may take.
    ///   - outage: Told about lost connections; a pool of the same database has one.
    public init(
        _ configuration: PostgresConfiguration,
        channels: [String],
        on loop: EventLoop,
        checkInterval: Duration = defaultCheckInterval,
        outage: OutageLog = OutageLog(logger: Logger(label: "postgres"))
    ) {
        var own = configuration
        own.applicationName += "-listener"
        self.configuration = own
        self.channels = channels
        self.loop = loop
        self.checkInterval = checkInterval
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
                let news = try await connection.notifications(within: checkInterval)
                if news.isEmpty { try await check(connection) } else { take(news) }
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
        attempted = .now
        let fresh = try await PostgresConnection.connect(configuration, on: loop)
        do throws(PostgresError) {
            let names = (channels + [ownChannel]).map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
            // A check stores nothing, so it need not wait for a disk.
            try await fresh.execute("SET synchronous_commit = off;" + names.map { "LISTEN \($0);" }.joined())
            try await check(fresh)
        } catch {
            await fresh.close()
            throw error
        }
        connection = fresh
        outage.succeeded()
        backoff = PostgresListener.newBackoff()
        if isClosed { await close() }
    }

    /// Notifies itself and waits for that.
    private func check(_ connection: PostgresConnection) async throws(PostgresError) {
        let word = UUID().uuidString
        let deadline = ContinuousClock.now + checkInterval
        try await connection.query(
            "SELECT pg_notify($1, $2)",
            [.text(ownChannel), .text(word)],
            timeLimit: checkInterval
        )
        // The answer may come before the notification.
        var isExpired = false
        while !isExpired {
            let left = ContinuousClock.now.duration(to: deadline)
            isExpired = left <= .zero
            let news = try await connection.notifications(within: max(.zero, left))
            take(news)
            if news.contains(where: { $0.channel == ownChannel && $0.payload == word }) { return }
        }
        throw PostgresError(.notificationsLost, "the server answers, but what is notified does not arrive")
    }

    /// Keeps what others have notified.
    private func take(_ news: [PostgresNotification]) { arrived += news.filter { $0.channel != ownChannel } }

    private func recover(from error: PostgresError) async {
        await connection?.close()
        connection = nil
        arrived = []
        guard !isClosed, error.code != .cancelled else { return }
        outage.failed(error, since: attempted)
    }

    private static func newBackoff() -> Backoff { Backoff(initial: reconnectPause, maximum: maximumReconnectPause) }
}
