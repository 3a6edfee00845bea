/// What a device measured at one moment: a kind, its values, and the unit that they are all in.
///
/// Foundation has a type of the same name: a file that imports both writes `Vitals.Measurement`.
public struct Measurement: Sendable, Hashable {
    /// What was measured.
    public let kind: ReadingKind
    /// The unit of every value.
    public let unit: Unit
    /// The values in the order of `kind.metrics`; only the mean pressure may be missing.
    public let values: [MetricValue]

    /// Makes a measurement whose values and unit suit its kind.
    ///
    /// - Throws: `MeasurementError` when the unit or a metric is not the kind's, or a required metric is missing.
    public init(kind: ReadingKind, unit: Unit, values: [Metric: MeasuredValue]) throws(MeasurementError) {
        let ordered = Metric.allCases.compactMap { metric in
            values[metric].map { MetricValue(metric: metric, value: $0) }
        }
        try self.init(kind: kind, unit: unit, distinct: ordered)
    }

    /// Makes a measurement of values in any order whose metrics differ.
    ///
    /// - Throws: `MeasurementError` when the unit or a metric is not the kind's, or a required metric is missing.
    public init(kind: ReadingKind, unit: Unit, distinct values: [MetricValue]) throws(MeasurementError) {
        guard kind.units.contains(unit) else { throw .unsuitableUnit(kind, unit) }
        let metrics = kind.metrics
        for value in values where !metrics.contains(value.metric) {
            throw .foreignMetric(kind, value.metric)
        }
        self.kind = kind
        self.unit = unit
        let isOrdered = values.count == metrics.count && zip(values, metrics).allSatisfy { $0.metric == $1 }
        self.values = isOrdered ? values : metrics.compactMap { metric in values.first { $0.metric == metric } }
        if self.values.count < metrics.count {
            for metric in kind.requiredMetrics where self[metric] == nil { throw .missingMetric(kind, metric) }
        }
    }

    /// Takes values that are those of a measurement of the kind in all but their numbers.
    init(_ kind: ReadingKind, in unit: Unit, alike values: [MetricValue]) {
        self.kind = kind
        self.unit = unit
        self.values = values
    }

    /// The value of one metric; nil when the measurement does not have it.
    public subscript(metric: Metric) -> MeasuredValue? {
        values.first { $0.metric == metric }?.value
    }

    /// The same measurement in the unit in which its kind is stored; see `Unit.convert(_:to:)` for the precision.
    ///
    /// - Throws: `unconvertible` when a number is outside the bounds of `ExactDecimal` after the conversion.
    public func canonical() throws(MeasurementError) -> Measurement {
        guard unit != kind.unit else { return self }
        var converted: [MetricValue] = []
        for item in values {
            guard case .number(let number) = item.value else {
                converted.append(item)
                continue
            }
            guard let result = try? unit.convert(number, to: kind.unit) else { throw .unconvertible(item.metric) }
            converted.append(MetricValue(metric: item.metric, value: .number(result)))
        }
        return Measurement(kind, in: kind.unit, alike: converted)
    }
}
