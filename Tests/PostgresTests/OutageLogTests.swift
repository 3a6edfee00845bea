import Logging
import Synchronization
import Testing

@testable import Postgres

/// An outage is said once when it begins and once when it is over.
@Suite struct OutageLogTests {
    private let error = PostgresError(.connectionLost, "the connection to the server is gone")

    @Test("says an outage once, however many attempts fail")
    func once() {
        let lines = LogLines()
        let log = OutageLog(logger: lines.logger)
        for _ in 0..<100 { log.failed(error, since: .now) }
        #expect(lines.all == ["the database cannot be reached, trying again"])
        log.succeeded()
        log.succeeded()
        #expect(lines.all.dropFirst() == ["the database can be reached again"])
        log.failed(error, since: .now)
        #expect(lines.all.count == 3)
    }

    @Test("counts an attempt that began before the end of an outage to that outage, though it fails afterwards")
    func late() {
        let lines = LogLines()
        let log = OutageLog(logger: lines.logger)
        let began = ContinuousClock.now
        log.failed(error, since: began)
        log.succeeded()
        log.failed(error, since: began)
        #expect(lines.all == ["the database cannot be reached, trying again", "the database can be reached again"])
    }
}

/// What was logged, line by line.
private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock(\.self) }

    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.lines.withLock { $0.append(event.message.description) } }
    }
}
