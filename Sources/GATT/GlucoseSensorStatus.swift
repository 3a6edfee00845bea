import Vitals

/// What a glucose meter reports about a measurement (GATT Specification Supplement, Glucose Measurement, Sensor Status
/// Annunciation).
///
/// Bits 12 to 15 are reserved.
public struct GlucoseSensorStatus: OptionSet, Hashable, Sendable {
    /// The 16 bits of the field.
    public let rawValue: UInt16

    /// Takes the 16 bits of the field.
    ///
    /// - Parameter rawValue: The bits, reserved ones included.
    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// The battery was low.
    public static let batteryLow = GlucoseSensorStatus(rawValue: 1 << 0)
    /// The sensor did not work properly.
    public static let sensorMalfunction = GlucoseSensorStatus(rawValue: 1 << 1)
    /// The drop was too small.
    public static let sampleInsufficient = GlucoseSensorStatus(rawValue: 1 << 2)
    /// The strip was not inserted properly.
    public static let stripInsertionError = GlucoseSensorStatus(rawValue: 1 << 3)
    /// The strip is not one for this meter.
    public static let stripTypeIncorrect = GlucoseSensorStatus(rawValue: 1 << 4)
    /// The result is higher than the meter can process: whatever number was sent is none.
    public static let resultAboveRange = GlucoseSensorStatus(rawValue: 1 << 5)
    /// The result is lower than the meter can process: whatever number was sent is none.
    public static let resultBelowRange = GlucoseSensorStatus(rawValue: 1 << 6)
    /// The sensor was too hot.
    public static let temperatureTooHigh = GlucoseSensorStatus(rawValue: 1 << 7)
    /// The sensor was too cold.
    public static let temperatureTooLow = GlucoseSensorStatus(rawValue: 1 << 8)
    /// The strip was pulled too soon.
    public static let readInterrupted = GlucoseSensorStatus(rawValue: 1 << 9)
    /// The meter has a fault.
    public static let deviceFault = GlucoseSensorStatus(rawValue: 1 << 10)
    /// The clock has a fault, and the time may be wrong.
    public static let timeFault = GlucoseSensorStatus(rawValue: 1 << 11)

    /// What the bits mean, in their order.
    public var flags: [MeasurementFlag] {
        MeasurementFlag.flags(
            setIn: rawValue,
            fromBit: 0,
            [
                .batteryLow, .sensorMalfunction, .sampleInsufficient, .stripInsertionError, .stripTypeIncorrect,
                .resultAboveRange, .resultBelowRange, .sensorTemperatureTooHigh, .sensorTemperatureTooLow,
                .readInterrupted, .equipmentMalfunction, .deviceClockFault,
            ]
        )
    }
}
