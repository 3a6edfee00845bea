import Metrics
import Synchronization

/// One number: a counter's sum, a meter's state, a gauge's last value.
///
/// Whole numbers are exact up to 2^53, which a counter of a thousand events a second reaches after 285,000 years.
final class NumberSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler {
    private let number: Mutex<Double>

    init(_ number: Double = 0) {
        self.number = Mutex(number)
    }

    func increment(by amount: Int64) { add(max(0, Double(amount))) }
    func increment(by amount: Double) { add(amount) }
    func decrement(by amount: Double) { add(-amount) }
    func reset() { set(0.0) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { number.withLock { $0 = value } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func samples() -> [MetricSample] { [MetricSample(value: number.withLock(\.self))] }

    private func add(_ amount: Double) {
        number.withLock { $0 += amount }
    }
}
