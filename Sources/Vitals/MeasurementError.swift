/// Why values do not make a measurement of a kind.
public enum MeasurementError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The kind is not measured in this unit.
    case unsuitableUnit(ReadingKind, Unit)
    /// The kind has no such metric.
    case foreignMetric(ReadingKind, Metric)
    /// The kind always has this metric, and it is not there.
    case missingMetric(ReadingKind, Metric)
    /// A value cannot be converted to the kind's own unit within the bounds of a number.
    case unconvertible(Metric)

    /// Stable, for programs.
    public var code: String {
        switch self {
        case .unsuitableUnit: "measurement.unsuitable-unit"
        case .foreignMetric: "measurement.foreign-metric"
        case .missingMetric: "measurement.missing-metric"
        case .unconvertible: "measurement.unconvertible"
        }
    }

    /// Safe to log: it names kinds, metrics and units, never a value.
    public var description: String {
        switch self {
        case .unsuitableUnit(let kind, let unit): "\(code): \(kind.rawValue) is not measured in \(unit.rawValue)"
        case .foreignMetric(let kind, let metric): "\(code): \(kind.rawValue) has no \(metric.rawValue)"
        case .missingMetric(let kind, let metric): "\(code): \(kind.rawValue) needs \(metric.rawValue)"
        case .unconvertible(let metric): "\(code): \(metric.rawValue) is out of every range"
        }
    }
}
