/// What one reading is: blood pressure holds three metrics, every other kind exactly one.
///
/// A pulse that a cuff or an oximeter measured is a heart-rate reading of its own. The raw values are stored, hashed
/// and go over the wire: they never change.
public enum ReadingKind: String, Sendable, Hashable, CaseIterable {
    /// Systolic and diastolic pressure, and the mean where the device gives it.
    case bloodPressure = "blood-pressure"
    /// A heart or pulse rate.
    case heartRate = "heart-rate"
    /// An oxygen saturation.
    case oxygenSaturation = "oxygen-saturation"
    /// A body temperature.
    case bodyTemperature = "body-temperature"
    /// A body weight.
    case bodyWeight = "body-weight"
    /// A respiratory rate.
    case respiratoryRate = "respiratory-rate"
    /// A glucose concentration by a meter.
    case bloodGlucose = "blood-glucose"
    /// A glucose concentration by a continuous sensor.
    case interstitialGlucose = "interstitial-glucose"
    /// A body height.
    case bodyHeight = "body-height"
    /// A body-mass index.
    case bodyMassIndex = "body-mass-index"
    /// A body-fat percentage.
    case bodyFat = "body-fat"
    /// A perfusion index, which oximeters call the pulse amplitude index.
    case perfusionIndex = "perfusion-index"

    /// The kind's metrics in the order in which its values are kept.
    public var metrics: [Metric] {
        switch self {
        case .bloodPressure: [.systolicPressure, .diastolicPressure, .meanPressure]
        case .heartRate: [.heartRate]
        case .oxygenSaturation: [.oxygenSaturation]
        case .bodyTemperature: [.bodyTemperature]
        case .bodyWeight: [.bodyWeight]
        case .respiratoryRate: [.respiratoryRate]
        case .bloodGlucose: [.bloodGlucose]
        case .interstitialGlucose: [.interstitialGlucose]
        case .bodyHeight: [.bodyHeight]
        case .bodyMassIndex: [.bodyMassIndex]
        case .bodyFat: [.bodyFat]
        case .perfusionIndex: [.perfusionIndex]
        }
    }

    /// The metrics that every measurement of the kind has: all but the mean pressure.
    public var requiredMetrics: [Metric] { metrics.filter { $0 != .meanPressure } }

    /// The unit that readings of the kind are stored in.
    public var unit: Unit {
        switch self {
        case .bloodPressure: Metric.systolicPressure.unit
        case .heartRate: Metric.heartRate.unit
        case .oxygenSaturation: Metric.oxygenSaturation.unit
        case .bodyTemperature: Metric.bodyTemperature.unit
        case .bodyWeight: Metric.bodyWeight.unit
        case .respiratoryRate: Metric.respiratoryRate.unit
        case .bloodGlucose: Metric.bloodGlucose.unit
        case .interstitialGlucose: Metric.interstitialGlucose.unit
        case .bodyHeight: Metric.bodyHeight.unit
        case .bodyMassIndex: Metric.bodyMassIndex.unit
        case .bodyFat: Metric.bodyFat.unit
        case .perfusionIndex: Metric.perfusionIndex.unit
        }
    }

    /// Every unit in which a device may give the kind; the first is the one that it is stored in.
    public var units: [Unit] {
        switch self {
        case .bloodPressure: [.millimetresOfMercury, .kilopascals]
        case .bodyTemperature: [.degreesCelsius, .degreesFahrenheit]
        case .bodyWeight: [.kilograms, .grams, .pounds]
        case .bodyHeight: [.centimetres, .metres, .inches]
        case .bloodGlucose, .interstitialGlucose: [.milligramsPerDecilitre, .millimolesPerLitre]
        case .heartRate, .respiratoryRate, .oxygenSaturation, .bodyFat, .bodyMassIndex, .perfusionIndex: [unit]
        }
    }
}
