import Vitals

/// Where the numbers of a metric are stored.
struct MetricColumn {
    /// The kind of the readings that have the metric.
    let kind: ReadingKind
    /// The column; one of four constants, so that it may be put into a statement.
    let name: String

    init(_ metric: Metric) {
        switch metric {
        case .systolicPressure: (kind, name) = (.bloodPressure, "systolic")
        case .diastolicPressure: (kind, name) = (.bloodPressure, "diastolic")
        case .meanPressure: (kind, name) = (.bloodPressure, "mean")
        case .heartRate: (kind, name) = (.heartRate, "value")
        case .oxygenSaturation: (kind, name) = (.oxygenSaturation, "value")
        case .bodyTemperature: (kind, name) = (.bodyTemperature, "value")
        case .bodyWeight: (kind, name) = (.bodyWeight, "value")
        case .respiratoryRate: (kind, name) = (.respiratoryRate, "value")
        case .bloodGlucose: (kind, name) = (.bloodGlucose, "value")
        case .interstitialGlucose: (kind, name) = (.interstitialGlucose, "value")
        case .bodyHeight: (kind, name) = (.bodyHeight, "value")
        case .bodyMassIndex: (kind, name) = (.bodyMassIndex, "value")
        case .bodyFat: (kind, name) = (.bodyFat, "value")
        case .perfusionIndex: (kind, name) = (.perfusionIndex, "value")
        }
    }
}
