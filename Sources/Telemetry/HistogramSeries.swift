import Metrics
import Synchronization

/// A histogram: how many values are at or below each bound, their number and their sum.
final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
    private static let nanosecondsPerSecond = 1e9

    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let upperBounds: [Double]
    private let state: Mutex<State>

    init(_ buckets: HistogramBuckets) {
        upperBounds = buckets.upperBounds
        state = Mutex(State(counts: Array(repeating: 0, count: upperBounds.count + 1)))
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / HistogramSeries.nanosecondsPerSecond) }
    func record(_ value: Int64) { record(Double(value)) }

    /// Counts a value; what is not a number would spoil the sum for ever and is left out.
    func record(_ value: Double) {
        guard !value.isNaN else { return }
        let index = upperBounds.firstIndex { value <= $0 } ?? upperBounds.count
        state.withLock { state in
            state.counts[index] += 1
            state.sum += value
        }
    }

    func samples() -> [MetricSample] {
        let state = state.withLock(\.self)
        var total = 0
        var samples: [MetricSample] = []
        for (bound, count) in zip(upperBounds + [.infinity], state.counts) {
            total += count
            samples.append(MetricSample(suffix: "_bucket", upperBound: bound, value: Double(total)))
        }
        samples.append(MetricSample(suffix: "_sum", value: state.sum))
        samples.append(MetricSample(suffix: "_count", value: Double(total)))
        return samples
    }
}
