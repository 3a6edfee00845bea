import Metrics
import Telemetry
import Testing

@Suite struct MetricsRegistryTests {
    private func lines(_ registry: MetricsRegistry, of name: String) -> [String] {
        registry.exposition().text.split(separator: "\n").map(String.init).filter { $0.contains(name) }
    }

    @Test("shows counters, meters and gauges with help and type") func showsNumbers() {
        let registry = MetricsRegistry(help: ["hearth.readings": "Readings by outcome.\nAll \\ of them."])
        Counter(label: "hearth.readings", dimensions: [("status", "created")], factory: registry).increment(by: 3)
        Counter(label: "hearth.readings", dimensions: [("status", "created")], factory: registry).increment()
        Counter(label: "hearth.readings", dimensions: [("status", "a duplicate")], factory: registry).increment()
        FloatingPointCounter(label: "cpu_seconds", factory: registry).increment(by: 0.25)
        let meter = Meter(label: "pool.idle", factory: registry)
        meter.set(5)
        meter.decrement(by: 2)
        Gauge(label: "queue", factory: registry).record(7.5)
        #expect(
            registry.exposition().text == """
                # HELP cpu_seconds_total cpu_seconds
                # TYPE cpu_seconds_total counter
                cpu_seconds_total 0.25
                # HELP hearth_metrics_dropped_total Metrics that were not kept.
                # TYPE hearth_metrics_dropped_total counter
                hearth_metrics_dropped_total 0
                # HELP hearth_readings_total Readings by outcome.\\nAll \\\\ of them.
                # TYPE hearth_readings_total counter
                hearth_readings_total{status="a duplicate"} 1
                hearth_readings_total{status="created"} 4
                # HELP pool_idle pool.idle
                # TYPE pool_idle gauge
                pool_idle 3
                # HELP queue queue
                # TYPE queue gauge
                queue 7.5

                """
        )
    }

    @Test("shows a timer as a histogram of seconds whose buckets add up") func showsTimer() {
        let registry = MetricsRegistry()
        let timer = Timer(label: "request", dimensions: [("route", "/v1")], factory: registry)
        for milliseconds in [0, 1, 3, 40, 60_000] as [Int64] { timer.recordNanoseconds(milliseconds * 1_000_000) }
        let shown = lines(registry, of: "request_seconds")
        #expect(shown.first == "# HELP request_seconds request")
        #expect(shown.contains("# TYPE request_seconds histogram"))
        #expect(shown.contains("request_seconds_bucket{route=\"/v1\",le=\"0.0005\"} 1"))
        #expect(shown.contains("request_seconds_bucket{route=\"/v1\",le=\"0.001\"} 2"))
        #expect(shown.contains("request_seconds_bucket{route=\"/v1\",le=\"0.05\"} 4"))
        #expect(shown.contains("request_seconds_bucket{route=\"/v1\",le=\"30\"} 4"))
        #expect(shown.contains("request_seconds_bucket{route=\"/v1\",le=\"+Inf\"} 5"))
        #expect(shown.contains("request_seconds_sum{route=\"/v1\"} 60.044"))
        #expect(shown.last == "request_seconds_count{route=\"/v1\"} 5")
    }

    @Test("shows an aggregating recorder as a histogram of values") func showsRecorder() {
        let registry = MetricsRegistry()
        let recorder = Recorder(label: "batch", factory: registry)
        recorder.record(1_000)
        recorder.record(Double.nan)
        #expect(lines(registry, of: "batch_bucket").contains("batch_bucket{le=\"1000\"} 1"))
        #expect(lines(registry, of: "batch_bucket").contains("batch_bucket{le=\"500\"} 0"))
        #expect(lines(registry, of: "batch_sum") == ["batch_sum 1000"])
    }

    @Test("makes names and labels that Prometheus can read") func sanitizesNames() {
        let registry = MetricsRegistry()
        let dimensions = [("a-b", "q\"b\\s\nn"), ("le", "1"), ("__x", "2"), ("a.b", "second")]
        Gauge(label: "9 läuft:x", dimensions: dimensions, factory: registry).record(1)
        #expect(
            lines(registry, of: "_9_l_uft:x{")
                == ["_9_l_uft:x{_x=\"2\",a_b=\"q\\\"b\\\\s\\nn\",le_=\"1\"} 1"]
        )
    }

    @Test(
        "shows numbers that are none as Prometheus spells them",
        arguments: [
            (Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e300, "1e+300"), (-2, "-2"),
        ]
    ) func showsSpecialNumbers(_ value: Double, _ expected: String) {
        let registry = MetricsRegistry()
        Gauge(label: "g", factory: registry).record(value)
        #expect(lines(registry, of: "g ").contains("g \(expected)"))
    }

    @Test("keeps a bounded number of series and counts what it drops") func boundsSeries() {
        let registry = MetricsRegistry()
        for index in 0..<(MetricsRegistry.maximumSeries + 10) {
            Counter(label: "c", dimensions: [("i", "\(index)")], factory: registry).increment()
        }
        #expect(lines(registry, of: "c_total{").count == MetricsRegistry.maximumSeries)
        #expect(lines(registry, of: "hearth_metrics_dropped_total ").last == "hearth_metrics_dropped_total 10")
    }

    @Test("does not mix kinds under one name") func keepsKindsApart() {
        let registry = MetricsRegistry()
        Gauge(label: "x_total", factory: registry).record(5)
        Counter(label: "x", factory: registry).increment()
        #expect(lines(registry, of: "x_total ").contains("x_total 5"))
        #expect(lines(registry, of: "hearth_metrics_dropped_total ").last == "hearth_metrics_dropped_total 1")
    }

    @Test("forgets what is destroyed and starts again at zero") func forgets() {
        let registry = MetricsRegistry()
        let counter = Counter(label: "c", factory: registry)
        counter.increment(by: 5)
        counter.reset()
        counter.increment()
        #expect(lines(registry, of: "c_total ").contains("c_total 1"))
        counter.destroy()
        #expect(lines(registry, of: "c_total") == [])
        Counter(label: "c", factory: registry).increment()
        #expect(lines(registry, of: "c_total ").contains("c_total 1"))
    }

    @Test("loses nothing when many tasks count") func countsConcurrently() async {
        let registry = MetricsRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        Counter(label: "c", factory: registry).increment()
                        Timer(label: "t", factory: registry).recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(lines(registry, of: "c_total ").contains("c_total 8000"))
        #expect(lines(registry, of: "t_seconds_count") == ["t_seconds_count 8000"])
    }
}
