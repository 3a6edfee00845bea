import GATT
import SimulatedDevices
import Vitals

/// What a patient's devices would measure: usual values with a little noise, and a decline from 0 (well) to 1.
struct Physiology: Sendable {
    private let patient: SimulatedPatient
    private var random: SplitMix

    init(patient: SimulatedPatient, seed: UInt64) {
        self.patient = patient
        random = SplitMix(seed: seed &+ UInt64(patient.number))
    }

    /// The bytes that a device sends for one measurement.
    ///
    /// - Parameters:
    ///   - kind: The device.
    ///   - time: What its clock shows.
    ///   - decline: 0 when the patient is well, 1 at the worst.
    /// - Returns: The value of the device's measurement characteristic.
    /// - Throws: `GATTError` when a value has no place in the characteristic.
    mutating func measure(_ kind: SimulatedDeviceKind, at time: DeviceTimestamp, decline: Double) throws -> [UInt8] {
        let spread = Int32(patient.number % 5)
        let pulse = around(64 + spread * 3 + Int32(decline * 62), by: 3)
        switch kind {
        case .bloodPressureCuff:
            let systolic = around(118 + spread * 4, by: 5)
            let diastolic = around(74 + spread * 2, by: 4)
            return try BloodPressureMeasurement(
                systolic: .number(ExactDecimal(systolic)),
                diastolic: .number(ExactDecimal(diastolic)),
                mean: .number(ExactDecimal((systolic + 2 * diastolic) / 3)),
                timestamp: time,
                pulseRate: .number(ExactDecimal(pulse))
            ).encoded()
        case .pulseOximeter:
            let saturation = around(97 - Int32(decline * 14), by: decline > 0 ? 0 : 1)
            return try PLXSpotCheckMeasurement(
                spotCheck: SpO2PR(
                    oxygenSaturation: .number(ExactDecimal(saturation)),
                    pulseRate: .number(ExactDecimal(pulse))
                ),
                timestamp: time
            ).encoded()
        case .thermometer:
            let tenths = around(367 + Int32(decline * 18), by: 2)
            return try TemperatureMeasurement(
                temperature: .number(ExactDecimal(tenths, exponent: -1)),
                timestamp: time
            ).encoded()
        case .weightScale:
            // In steps of 0.005 kg, as the characteristic counts.
            let steps = around(14_000 + spread * 900, by: 60)
            return try WeightMeasurement(
                weight: .number(ExactDecimal(steps * 5, exponent: -3)),
                timestamp: time
            ).encoded()
        case .heartRateStrap:
            return HeartRateMeasurement(heartRate: UInt16(pulse)).encoded()
        }
    }

    private mutating func around(_ value: Int32, by noise: Int32) -> Int32 {
        value + Int32.random(in: -noise...noise, using: &random)
    }
}
