import Vitals

extension BloodPressureMeasurement {
    /// The blood pressure, and the pulse as a heart rate of its own when the cuff sent one.
    public var measurements: [DecodedMeasurement] {
        var measured = [
            Measurement.bloodPressure(systolic: systolic, diastolic: diastolic, mean: mean, unit: unit)
        ]
        if let pulseRate { measured.append(.heartRate(pulseRate)) }
        return measured.map {
            DecodedMeasurement($0, userID: userID, deviceTime: timestamp, flags: status?.flags ?? [])
        }
    }
}
