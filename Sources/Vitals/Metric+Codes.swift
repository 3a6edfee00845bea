extension Metric {
    /// The LOINC codes of a value in a unit; oxygen saturation by pulse oximetry goes under two.
    ///
    /// The unit decides for glucose by a meter: LOINC codes mass and molar concentrations apart.
    public func loincCodes(in unit: Unit) -> [String] {
        switch self {
        case .systolicPressure: ["8480-6"]
        case .diastolicPressure: ["8462-4"]
        case .meanPressure: ["8478-0"]
        case .heartRate: ["8867-4"]
        case .oxygenSaturation: ["2708-6", "59408-5"]
        case .bodyTemperature: ["8310-5"]
        case .bodyWeight: ["29463-7"]
        case .respiratoryRate: ["9279-1"]
        case .bloodGlucose: unit == .millimolesPerLitre ? ["14743-9"] : ["41653-7"]
        case .interstitialGlucose: ["99504-3"]
        case .bodyHeight: ["8302-2"]
        case .bodyMassIndex: ["39156-5"]
        case .bodyFat: ["41982-0"]
        case .perfusionIndex: ["61006-3"]
        }
    }

    /// The IEEE 11073 MDC code; nil where there is none, or where it depends on a source that is not known.
    public func mdcCode(from source: MeasurementSource? = nil) -> UInt32? {
        switch (self, source) {
        case (.systolicPressure, _): 150_021
        case (.diastolicPressure, _): 150_022
        case (.meanPressure, _): 150_023
        case (.heartRate, .cuff): 149_546
        case (.heartRate, .pulseOximeter): 149_530
        case (.heartRate, .electrocardiograph): 147_842
        case (.oxygenSaturation, _): 150_456
        case (.bodyTemperature, _): 150_364
        case (.bodyWeight, _): 188_736
        case (.respiratoryRate, _): 151_562
        case (.bloodGlucose, .wholeBlood): 160_184
        case (.bloodGlucose, .plasma): 160_188
        case (.interstitialGlucose, _): 160_212
        case (.bodyHeight, _): 188_740
        case (.bodyMassIndex, _): 188_752
        // Which of two codes is meant depends on how the device makes the index, which it does not say.
        case (.heartRate, _), (.bloodGlucose, _), (.bodyFat, _), (.perfusionIndex, _): nil
        }
    }
}

extension ReadingKind {
    /// The LOINC codes of a reading of the kind: the panel's for blood pressure, otherwise its metric's.
    public func loincCodes(in unit: Unit) -> [String] {
        self == .bloodPressure ? ["85354-9"] : metrics.flatMap { $0.loincCodes(in: unit) }
    }

    /// The MDC code of a reading of the kind: the panel's for blood pressure, otherwise its metric's.
    public func mdcCode(from source: MeasurementSource? = nil) -> UInt32? {
        self == .bloodPressure ? 150_020 : metrics.first?.mdcCode(from: source)
    }
}
