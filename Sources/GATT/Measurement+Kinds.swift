import Vitals

/// One maker per kind that Bluetooth devices measure, so that a mapping cannot mismatch kind, unit and metric.
extension Measurement {
    static func bloodPressure(
        systolic: MeasuredValue,
        diastolic: MeasuredValue,
        mean: MeasuredValue,
        unit: PressureUnit
    ) -> Measurement {
        suitable(
            .bloodPressure,
            unit.unit,
            [.systolicPressure: systolic, .diastolicPressure: diastolic, .meanPressure: mean]
        )
    }

    static func heartRate(_ value: MeasuredValue) -> Measurement {
        suitable(.heartRate, .perMinute, [.heartRate: value])
    }

    static func oxygenSaturation(_ value: MeasuredValue) -> Measurement {
        suitable(.oxygenSaturation, .percent, [.oxygenSaturation: value])
    }

    static func perfusionIndex(_ value: MeasuredValue) -> Measurement {
        suitable(.perfusionIndex, .percent, [.perfusionIndex: value])
    }

    static func bodyTemperature(_ value: MeasuredValue, unit: TemperatureUnit) -> Measurement {
        suitable(.bodyTemperature, unit.unit, [.bodyTemperature: value])
    }

    static func bodyWeight(_ value: MeasuredValue, system: UnitSystem) -> Measurement {
        suitable(.bodyWeight, system.weightUnit, [.bodyWeight: value])
    }

    static func bodyMassIndex(_ value: MeasuredValue) -> Measurement {
        suitable(.bodyMassIndex, .kilogramsPerSquareMetre, [.bodyMassIndex: value])
    }

    static func bodyHeight(_ value: MeasuredValue, system: UnitSystem) -> Measurement {
        suitable(.bodyHeight, system.heightUnit, [.bodyHeight: value])
    }

    static func bodyFat(_ value: MeasuredValue) -> Measurement {
        suitable(.bodyFat, .percent, [.bodyFat: value])
    }

    static func bloodGlucose(_ value: MeasuredValue, unit: GlucoseConcentrationUnit) -> Measurement {
        suitable(.bloodGlucose, unit.unit, [.bloodGlucose: value])
    }

    static func interstitialGlucose(_ value: MeasuredValue, unit: GlucoseConcentrationUnit) -> Measurement {
        suitable(.interstitialGlucose, unit.unit, [.interstitialGlucose: value])
    }

    /// The makers above choose kind, unit and metrics; the values, which come from devices, cannot make it fail.
    private static func suitable(_ kind: ReadingKind, _ unit: Unit, _ values: [Metric: MeasuredValue]) -> Measurement {
        do {
            return try Measurement(kind: kind, unit: unit, values: values)
        } catch {
            preconditionFailure("The mapping of a characteristic does not suit its kind: \(error)")
        }
    }
}
