import Vitals

/// What a continuous glucose monitor reports about itself and a value (GATT Specification Supplement, CGM Measurement,
/// Sensor Status Annunciation).
///
/// ```
///  23      16 15         8 7       0
/// +----------+------------+---------+
/// | warning  | cal / temp | status  |   bits 6, 7, 14 and 15 are reserved
/// +----------+------------+---------+
/// ```
public struct CGMSensorStatus: OptionSet, Hashable, Sendable {
    /// The 24 bits of the three octets.
    public let rawValue: UInt32

    /// Takes the 24 bits of the three octets.
    ///
    /// - Parameter rawValue: The bits, reserved ones included; bits 24 to 31 do not exist.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The session has ended.
    public static let sessionStopped = CGMSensorStatus(rawValue: 1 << 0)
    /// The device asks for the time.
    public static let timeSynchronizationRequired = CGMSensorStatus(rawValue: 1 << 8)
    /// The result is lower than the device can process: whatever number was sent is none.
    public static let resultBelowRange = CGMSensorStatus(rawValue: 1 << 22)
    /// The result is higher than the device can process: whatever number was sent is none.
    public static let resultAboveRange = CGMSensorStatus(rawValue: 1 << 23)

    /// What the bits mean, in their order.
    public var flags: [MeasurementFlag] {
        MeasurementFlag.flags(
            setIn: rawValue,
            fromBit: 0,
            [
                .sessionStopped, .batteryLow, .sensorTypeIncorrect, .sensorMalfunction, .deviceSpecificAlert,
                .equipmentMalfunction,
            ]
        )
            + MeasurementFlag.flags(
                setIn: rawValue,
                fromBit: 8,
                [
                    .timeSynchronizationRequired, .calibrationNotAllowed, .calibrationRecommended,
                    .calibrationRequired, .sensorTemperatureTooHigh, .sensorTemperatureTooLow,
                ]
            )
            + MeasurementFlag.flags(
                setIn: rawValue,
                fromBit: 16,
                [
                    .belowPatientLow, .abovePatientHigh, .belowHypo, .aboveHyper, .fallingTooFast, .risingTooFast,
                    .resultBelowRange, .resultAboveRange,
                ]
            )
    }
}
