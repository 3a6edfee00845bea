import GATT
import SimulatedDevices
import Vitals

/// Makes up what a device measures: values well within the default limits, and now and then one well beyond.
struct MeasurementGenerator: Sendable {
    /// What a device sends, and the readings that must come of it.
    struct Measurement: Sendable {
        var bytes: [UInt8]
        var readings: [MeasuredReading]
    }

    private struct Part {
        var kind: ReadingKind
        var values: String
        var beyondLimits: [Metric]
    }

    /// One in this many values is beyond its limit.
    private static let beyondLimitOneIn = 8
    /// One in this many weights is the one before once more.
    private static let sameWeightOneIn = 2
    private static let weightStepGrams: Int32 = 5

    private let kind: SimulatedDeviceKind
    private let device: String
    private let patient: String
    private var random: SeededRandom
    private var time: Instant
    private var weightSteps: Int32 = 10_000

    /// Describes a device.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - device: Its identifier.
    ///   - patient: Whose it is.
    ///   - seed: What chance makes of it.
    ///   - start: What the device's clock shows at the first measurement; each takes place one second later.
    init(kind: SimulatedDeviceKind, device: String, patient: String, seed: UInt64, start: Instant) {
        self.kind = kind
        self.device = device
        self.patient = patient
        random = SeededRandom(seed: seed)
        time = start
    }

    /// The next measurement.
    mutating func next() throws -> Measurement {
        time = time.adding(seconds: 1)
        let timestamp = time.shownByClock()
        switch kind {
        case .bloodPressureCuff: return try bloodPressure(timestamp)
        case .pulseOximeter: return try oxygenSaturation(timestamp)
        case .thermometer: return try temperature(timestamp)
        case .weightScale: return try weight()
        case .heartRateStrap: throw EndToEndError("a strap keeps nothing until it is confirmed")
        }
    }

    private mutating func bloodPressure(_ timestamp: DeviceTimestamp) throws -> Measurement {
        let (systolic, isHigh) = value(within: 110...130, beyond: 190...210)
        let (pulse, isFast) = value(within: 60...80, beyond: 140...150)
        let value = BloodPressureMeasurement(
            systolic: .number(ExactDecimal(systolic)),
            diastolic: .number(75),
            mean: .number(93),
            timestamp: timestamp,
            pulseRate: .number(ExactDecimal(pulse))
        )
        let parts = [
            Part(kind: .bloodPressure, values: "\(systolic)/75/93", beyondLimits: isHigh ? [.systolicPressure] : []),
            Part(kind: .heartRate, values: "\(pulse)", beyondLimits: isFast ? [.heartRate] : []),
        ]
        return measurement(try value.encoded(), timestamp, parts)
    }

    private mutating func oxygenSaturation(_ timestamp: DeviceTimestamp) throws -> Measurement {
        let (saturation, isLow) = value(within: 96...99, beyond: 84...90)
        let (pulse, isFast) = value(within: 60...80, beyond: 140...150)
        let value = PLXSpotCheckMeasurement(
            spotCheck: SpO2PR(
                oxygenSaturation: .number(ExactDecimal(saturation)),
                pulseRate: .number(ExactDecimal(pulse))
            ),
            timestamp: timestamp
        )
        let parts = [
            Part(kind: .oxygenSaturation, values: "\(saturation)", beyondLimits: isLow ? [.oxygenSaturation] : []),
            Part(kind: .heartRate, values: "\(pulse)", beyondLimits: isFast ? [.heartRate] : []),
        ]
        return measurement(try value.encoded(), timestamp, parts)
    }

    private mutating func temperature(_ timestamp: DeviceTimestamp) throws -> Measurement {
        let (tenths, isHigh) = value(within: 362...372, beyond: 392...399)
        let temperature = ExactDecimal(tenths, exponent: -1)
        let value = TemperatureMeasurement(temperature: .number(temperature), timestamp: timestamp)
        let part = Part(
            kind: .bodyTemperature,
            values: "\(temperature)",
            beyondLimits: isHigh ? [.bodyTemperature] : []
        )
        return measurement(try value.encoded(), timestamp, [part])
    }

    /// A scale without a clock: a weight is the same as the one before, as when a person steps on it again, or one step
    /// (5 g) more.
    private mutating func weight() throws -> Measurement {
        if Int.random(in: 1...Self.sameWeightOneIn, using: &random) > 1 { weightSteps += 1 }
        let weight = ExactDecimal(weightSteps * Self.weightStepGrams, exponent: -3)
        let part = Part(kind: .bodyWeight, values: "\(weight)", beyondLimits: [])
        return measurement(try WeightMeasurement(weight: .number(weight)).encoded(), nil, [part])
    }

    private func measurement(_ bytes: [UInt8], _ timestamp: DeviceTimestamp?, _ parts: [Part]) -> Measurement {
        let readings = parts.map { part in
            MeasuredReading(
                device: device,
                patient: patient,
                kind: part.kind,
                values: part.values,
                raw: MeasuredReading.hexadecimal(bytes),
                beyondLimits: part.beyondLimits,
                identity: timestamp.map { timestamp in
                    MeasurementIdentity(
                        device: device,
                        characteristic: kind.measurement.rawValue,
                        kind: part.kind,
                        deviceTime: timestamp,
                        sequenceNumber: nil,
                        receivedAt: time,
                        raw: bytes
                    )
                }
            )
        }
        return Measurement(bytes: bytes, readings: readings)
    }

    private mutating func value(within: ClosedRange<Int32>, beyond: ClosedRange<Int32>) -> (Int32, isBeyond: Bool) {
        let isBeyond = Int.random(in: 1...Self.beyondLimitOneIn, using: &random) == 1
        return (Int32.random(in: isBeyond ? beyond : within, using: &random), isBeyond)
    }
}
