import Metrics
import Synchronization

/// A backend of swift-metrics that keeps every series in memory for a scraper to fetch.
///
/// Counters, meters and gauges are one number each; timers and aggregating recorders are histograms with the fixed
/// buckets of `HistogramBuckets`. Memory is bounded: what would be one series too many, or uses a name that already
/// stands for another kind, is dropped and counted in `hearth_metrics_dropped_total`.
public final class MetricsRegistry: MetricsFactory {
    /// Series that are kept in all; a histogram counts as one.
    ///
    /// Some hundred are usual; a label that somebody fills with the names of devices must not fill the memory.
    public static let maximumSeries = 4_096

    private struct State {
        var families: [String: MetricFamily] = [:]
        var seriesCount = 0
        var droppedCount: Int64 = 0
    }

    private let help: [String: String]
    private let state = Mutex(State())

    /// Makes an empty registry.
    ///
    /// - Parameter help: The `# HELP` text by the label that the code gives its metric; a metric without one shows its
    ///   label.
    public init(help: [String: String] = [:]) {
        self.help = help
    }

    /// Everything that is kept, at this moment, ordered by name and labels.
    public func exposition() -> PrometheusExposition {
        let (families, dropped) = state.withLock { ($0.families, $0.droppedCount) }
        let own = MetricFamily(
            name: "hearth_metrics_dropped_total",
            help: "Metrics that were not kept.",
            kind: .counter,
            series: [MetricLabels([]): NumberSeries(Double(dropped))]
        )
        return PrometheusExposition(families: [own] + families.values)
    }

    /// The series of that name and those labels, made when it is new; nil when it is dropped.
    private func series(_ label: String, _ kind: MetricKind, _ dimensions: [(String, String)]) -> (any MetricSeries)? {
        let name = MetricName.sanitized(label, kind: kind)
        let labels = MetricLabels(dimensions)
        return state.withLock { state in
            let knownKind = state.families[name]?.kind ?? kind
            if knownKind == kind, let known = state.families[name]?.series[labels] { return known }
            guard knownKind == kind, state.seriesCount < MetricsRegistry.maximumSeries else {
                state.droppedCount += 1
                return nil
            }
            let series = kind.makeSeries()
            let family = MetricFamily(name: name, help: help[label] ?? label, kind: kind)
            state.families[name, default: family].series[labels] = series
            state.seriesCount += 1
            return series
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, family) in state.families {
                guard let labels = family.series.first(where: { $0.value === handler })?.key else { continue }
                state.families[name]?.series[labels] = nil
                if family.series.count == 1 { state.families[name] = nil }
                state.seriesCount -= 1
                return
            }
        }
    }
}

extension MetricsRegistry {
    /// Makes, or finds, a counter of whole numbers.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, .counter, dimensions) as? NumberSeries ?? NumberSeries()
    }

    /// Makes, or finds, a counter of any numbers.
    public func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, .counter, dimensions) as? NumberSeries ?? NumberSeries()
    }

    /// Makes, or finds, a number that goes up and down.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, .gauge, dimensions) as? NumberSeries ?? NumberSeries()
    }

    /// Makes, or finds, a histogram when values are aggregated, and the last value otherwise.
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        if aggregate {
            let kind = MetricKind.histogram(.values)
            return series(label, kind, dimensions) as? HistogramSeries ?? HistogramSeries(.values)
        }
        return series(label, .gauge, dimensions) as? NumberSeries ?? NumberSeries()
    }

    /// Makes, or finds, a histogram of seconds.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, .histogram(.seconds), dimensions) as? HistogramSeries ?? HistogramSeries(.seconds)
    }

    /// Forgets a counter.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    /// Forgets a counter.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    /// Forgets a meter.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    /// Forgets a recorder.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    /// Forgets a timer.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}
