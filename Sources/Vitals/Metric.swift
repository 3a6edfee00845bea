/// One quantity with one number: what a limit is set for and a trend is drawn of.
///
/// The raw values are stored and go over the wire: they never change.
public enum Metric: String, Sendable, Hashable, CaseIterable {
    /// The pressure in the arteries while the heart contracts.
    case systolicPressure = "systolic-pressure"
    /// The pressure in the arteries while the heart rests.
    case diastolicPressure = "diastolic-pressure"
    /// The mean arterial pressure, as the device calculates it.
    case meanPressure = "mean-pressure"
    /// The heart rate, or the pulse rate of a cuff or an oximeter.
    case heartRate = "heart-rate"
    /// The share of haemoglobin that carries oxygen, by pulse oximetry.
    case oxygenSaturation = "oxygen-saturation"
    /// The body's temperature.
    case bodyTemperature = "body-temperature"
    /// The body's weight.
    case bodyWeight = "body-weight"
    /// Breaths a minute.
    case respiratoryRate = "respiratory-rate"
    /// Glucose in capillary blood, by a meter.
    case bloodGlucose = "blood-glucose"
    /// Glucose in interstitial fluid, by a continuous sensor.
    case interstitialGlucose = "interstitial-glucose"
    /// The body's height.
    case bodyHeight = "body-height"
    /// Weight over the square of height.
    case bodyMassIndex = "body-mass-index"
    /// The share of fat in the body's weight.
    case bodyFat = "body-fat"
    /// The share of the signal of an oximeter that pulses: how well the finger is perfused, and how far the saturation is
    /// to be believed.
    case perfusionIndex = "perfusion-index"

    /// Hashes the case itself: by default the text would be hashed, for each of many look-ups.
    public func hash(into hasher: inout Hasher) { withUnsafeBytes(of: self) { hasher.combine(bytes: $0) } }

    /// The one unit in which the metric is stored, limited and drawn.
    public var unit: Unit {
        switch self {
        case .systolicPressure, .diastolicPressure, .meanPressure: .millimetresOfMercury
        case .heartRate, .respiratoryRate: .perMinute
        case .oxygenSaturation, .bodyFat, .perfusionIndex: .percent
        case .bodyTemperature: .degreesCelsius
        case .bodyWeight: .kilograms
        case .bloodGlucose, .interstitialGlucose: .milligramsPerDecilitre
        case .bodyHeight: .centimetres
        case .bodyMassIndex: .kilogramsPerSquareMetre
        }
    }
}
