import ArgumentParser
import Foundation

/// Checks what the figures of a load rest on, against other ways to the same.
struct SelfCheck: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "check", abstract: "Check the client itself.")

    func run() throws {
        try SelfCheck.checkQuantiles()
        try SelfCheck.checkTimes()
        try SelfCheck.checkAnswers()
        print("The client's arithmetic, times and answers are right.")
    }

    private static func expect(_ condition: Bool, _ what: String) throws {
        guard condition else { throw LoadError("self-check: \(what)") }
    }

    private static func checkQuantiles() throws {
        var latencies = Latencies()
        try expect(latencies.quantile(0.5) == nil, "no answer has no latency")
        for milliseconds in (1...200).shuffled() { latencies.add(UInt64(milliseconds) * 1_000_000) }
        try expect(latencies.quantile(0.5) == 100, "half of 200 answers")
        try expect(latencies.quantile(0.99) == 198, "99 in 100 of 200 answers")
        try expect(latencies.quantile(1) == 200, "the slowest answer")
    }

    /// Every day of 64 years, leap days and turns of centuries' eras among them, at another time each.
    private static func checkTimes() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in 0..<Int64(64 * 366) {
            let milliseconds = day * 86_400_000 + day * 7_919_113 % 86_400_000
            var bytes: [UInt8] = []
            TimeText.append(milliseconds, to: &bytes)
            // A binary fraction may lie below its millisecond, and is cut off there.
            let date = Date(timeIntervalSince1970: (Double(milliseconds) + 0.1) / 1_000)
            try expect(String(decoding: bytes, as: UTF8.self) == date.formatted(style), "the time \(milliseconds)")
        }
    }

    private static func checkAnswers() throws {
        let body = #"{"results":[{"status":"created"},{"status":"duplicate"},{"status":"created"}]}"#
        let text = "HTTP/1.1 200 OK\r\nDate: today\r\ncontent-length: \(body.utf8.count)\r\n\r\n\(body)"
        let bytes = Array(text.utf8)
        for count in 0..<bytes.count {
            let answer = try bytes[..<count].withUnsafeBytes { try HTTPAnswer(in: $0) }
            try expect(answer == nil, "\(count) bytes are no answer")
        }
        try bytes.withUnsafeBytes { buffer in
            let answer = try HTTPAnswer(in: buffer)
            try expect(answer?.status == 200 && answer?.byteCount == bytes.count, "the whole answer")
            try expect(answer?.count(of: "\"created\"") == 2, "what was created")
        }
        try expect(isRefused("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), "chunks are not understood")
        try expect(isRefused("nonsense that is long enough\r\n\r\n"), "nonsense is no answer")
    }

    private static func isRefused(_ text: String) -> Bool {
        do {
            _ = try Array(text.utf8).withUnsafeBytes { try HTTPAnswer(in: $0) == nil }
            return false
        } catch {
            return true
        }
    }
}
