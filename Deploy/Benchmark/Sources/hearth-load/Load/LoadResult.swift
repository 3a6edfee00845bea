import Foundation

/// What a load did, printed as one JSON object.
struct LoadResult: Encodable {
    /// Answers, the failed ones too.
    let requests: Int
    /// Answers that were not what they should be.
    let failures: Int
    /// From the first request to the last answer.
    let seconds: Double
    /// What the client itself used of one processor: near `seconds`, the client was the limit.
    let processorSeconds: Double
    let p50Milliseconds: Double?
    let p99Milliseconds: Double?
    /// Readings that the server answered `created` for, or rows that a client of the database inserted.
    var readings = 0

    init(_ latencies: Latencies, failures: Int, seconds: Double, processorSeconds: Double) {
        requests = latencies.nanoseconds.count
        self.failures = failures
        self.seconds = seconds
        self.processorSeconds = processorSeconds
        p50Milliseconds = latencies.quantile(0.5)
        p99Milliseconds = latencies.quantile(0.99)
    }

    func print() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
}
