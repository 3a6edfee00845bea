import Metrics
import Telemetry

/// The metrics of this process.
enum ProcessTelemetry {
    /// The one backend: swift-metrics takes one for the life of a process, and keeps it.
    static let registry: MetricsRegistry = {
        let registry = MetricsRegistry()
        MetricsSystem.bootstrap(registry)
        return registry
    }()
}
