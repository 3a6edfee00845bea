import Metrics
import Synchronization

/// The metrics of requests; each series is looked up once.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let operation: Operation
        let status: Int
    }

    private struct Series {
        let counter: Counter
        let timer: Metrics.Timer
    }

    private let known = Mutex<[Key: Series]>([:])

    /// Counts one answered request.
    func count(_ operation: Operation, status: Int, duration: Duration) {
        let key = Key(operation: operation, status: status)
        let series = known.withLock { known in
            if let series = known[key] { return series }
            let series = RequestMetrics.series(key)
            known[key] = series
            return series
        }
        series.counter.increment()
        series.timer.record(duration: duration)
    }

    private static func series(_ key: Key) -> Series {
        let operation = ("operation", key.operation.rawValue)
        return Series(
            counter: Counter(
                label: "hearth_http_requests_total",
                dimensions: [operation, ("status", String(key.status))]
            ),
            timer: Metrics.Timer(label: "hearth_http_request_duration_seconds", dimensions: [operation])
        )
    }
}
