extension Metric {
    /// The values that a living person can have and a device can measure, in the metric's unit, both ends included.
    public var plausibleRange: ClosedRange<ExactDecimal> {
        switch self {
        case .systolicPressure: 40...320  // Cuffs measure 60 to 280; 300 and more has been recorded in exercise.
        case .diastolicPressure: 15...220
        case .meanPressure: 20...260
        case .heartRate: 15...350  // Complete heart block to atrial flutter with 1:1 conduction.
        case .oxygenSaturation: 20...100  // Finger clips are not calibrated below 70, and still show less.
        case .bodyTemperature: 20...47  // The lowest survived is 13.7, of a person not at home; the highest 46.5.
        case .bodyWeight: 1...650  // From a preterm infant to the heaviest person known, 635 kg.
        case .respiratoryRate: 2...120
        case .bloodGlucose: 5...2000  // Meters say "low" below 10 or 20 and "high" above 600.
        case .interstitialGlucose: 5...2000
        case .bodyHeight: 25...280  // The tallest person known measured 272 cm.
        case .bodyMassIndex: 5...250
        case .bodyFat: ExactDecimal(5, exponent: -1)...90
        case .perfusionIndex: 0...100  // 0.02 to 20 are usual; makers define it in their own ways.
        }
    }
}
