import Logging
import RecordedLog
import Testing

@testable import Upload

@Suite("What fails again and again is said")
struct FailureLogTests {
    private let record = RecordedLog()

    @Test("once for each cause, and once when it is over")
    func once() {
        var log = FailureLog(record.logger)
        log.succeeded("it works")
        for _ in 0..<50 {
            log.failed("it fails", cause: "offline")
            log.failed("it fails", cause: "refused")
        }
        #expect(record.messages(at: .warning) == ["it fails", "it fails"])
        #expect(record.messages(at: .debug).count == 98)
        log.succeeded("it works")
        log.succeeded("it works")
        #expect(record.messages(at: .notice) == ["it works"])
    }

    @Test("again when it comes back")
    func again() {
        var log = FailureLog(record.logger)
        for _ in 0..<3 {
            log.failed("it fails", cause: "offline")
            log.succeeded("it works")
        }
        #expect(record.messages(at: .warning).count == 3)
    }

    @Test("though its causes never end, in bounded memory")
    func bounded() {
        var log = FailureLog(record.logger)
        for cause in 0..<1_000 { log.failed("it fails", cause: "\(cause)") }
        #expect(record.messages(at: .warning).count == 1_000)
    }
}
