import Logging
import RecordedLog
import Testing

@testable import Postgres

/// An outage is said once when it begins and once when it is over.
@Suite struct OutageLogTests {
    private let error = PostgresError(.connectionLost, "the connection to the server is gone")

    @Test("says an outage once, however many attempts fail")
    func once() {
        let lines = RecordedLog()
        let log = OutageLog(logger: lines.logger)
        for _ in 0..<100 { log.failed(error, since: .now) }
        #expect(lines.messages(at: .warning) == ["the database cannot be reached, trying again"])
        log.succeeded()
        log.succeeded()
        #expect(lines.messages(at: .warning).dropFirst() == ["the database can be reached again"])
        log.failed(error, since: .now)
        #expect(lines.messages(at: .warning).count == 3)
    }

    @Test("counts an attempt that began before the end of an outage to that outage, though it fails afterwards")
    func late() {
        let lines = RecordedLog()
        let log = OutageLog(logger: lines.logger)
        let began = ContinuousClock.now
        log.failed(error, since: began)
        log.succeeded()
        log.failed(error, since: began)
        #expect(
            lines.messages(at: .warning) == [
                "the database cannot be reached, trying again", "the database can be reached again",
            ]
        )
    }
}
